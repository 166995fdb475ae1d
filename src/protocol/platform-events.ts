/** What the platform sends to your server, told apart by `interaction_type` (PROTOCOL.md, "From the platform"). */
import { z } from "zod";
import { type CallDetails, callDetailsSchema } from "./call-details.ts";
import { type TranscriptItem, transcriptItemSchema, type Utterance, utteranceSchema } from "./utterance.ts";

/** A keep-alive; only sent when `config.auto_reconnect` was asked for. */
export interface PlatformPingPong {
  interaction_type: "ping_pong";
  /** When the platform sent it: ms since the Unix epoch. */
  timestamp: number;
  [field: string]: unknown;
}

/** The call's data; only sent when `config.call_details` was asked for. */
export interface CallDetailsEvent {
  interaction_type: "call_details";
  call: CallDetails;
  [field: string]: unknown;
}

/** Whose turn it is to speak from now on. */
export type Turntaking = "agent_turn" | "user_turn";

/** The whole conversation so far; never answered. */
export interface UpdateOnly {
  interaction_type: "update_only";
  transcript: Utterance[];
  transcript_with_tool_calls?: TranscriptItem[];
  /** Present when the floor passes to the other side. */
  turntaking?: Turntaking;
  [field: string]: unknown;
}

/** A request to speak: answer under the same `response_id`. */
export interface ResponseRequired {
  interaction_type: "response_required";
  /** Grows by one with every request of either kind; only the newest is live. */
  response_id: number;
  transcript: Utterance[];
  transcript_with_tool_calls?: TranscriptItem[];
  [field: string]: unknown;
}

/** The caller has been silent: the same shape as {@link ResponseRequired}. */
export interface ReminderRequired {
  interaction_type: "reminder_required";
  response_id: number;
  transcript: Utterance[];
  transcript_with_tool_calls?: TranscriptItem[];
  [field: string]: unknown;
}

export type PlatformEvent = PlatformPingPong | CallDetailsEvent | UpdateOnly | ResponseRequired | ReminderRequired;
export type InteractionType = PlatformEvent["interaction_type"];

const transcript = z.array(utteranceSchema).describe("The whole conversation so far, not a delta.");
const transcriptWithToolCalls = z
  .array(transcriptItemSchema)
  .optional()
  .describe("The transcript with tool calls, results and key presses woven in; only when config asks for it.");
const responseId = z.int().describe("Grows by one with every request of either kind; only the newest is live.");

export const platformPingPongSchema: z.ZodType<PlatformPingPong> = z.looseObject({
  interaction_type: z.literal("ping_pong"),
  timestamp: z.int().describe("When the platform sent it: milliseconds since the Unix epoch."),
});

export const callDetailsEventSchema: z.ZodType<CallDetailsEvent> = z.looseObject({
  interaction_type: z.literal("call_details"),
  call: callDetailsSchema,
});

export const updateOnlySchema: z.ZodType<UpdateOnly> = z.looseObject({
  interaction_type: z.literal("update_only"),
  transcript,
  transcript_with_tool_calls: transcriptWithToolCalls,
  turntaking: z.enum(["agent_turn", "user_turn"]).optional().describe("Present when the floor passes to that side."),
});

export const responseRequiredSchema: z.ZodType<ResponseRequired> = z.looseObject({
  interaction_type: z.literal("response_required"),
  response_id: responseId,
  transcript,
  transcript_with_tool_calls: transcriptWithToolCalls,
});

export const reminderRequiredSchema: z.ZodType<ReminderRequired> = z.looseObject({
  interaction_type: z.literal("reminder_required"),
  response_id: responseId,
  transcript,
  transcript_with_tool_calls: transcriptWithToolCalls,
});

/** Every event from the platform by its `interaction_type`; the reference documents are made from this table. */
export const platformEventSchemas: { readonly [Type in InteractionType]: z.ZodType<PlatformEvent> } = {
  ping_pong: platformPingPongSchema,
  call_details: callDetailsEventSchema,
  update_only: updateOnlySchema,
  response_required: responseRequiredSchema,
  reminder_required: reminderRequiredSchema,
};

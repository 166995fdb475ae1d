/** Reads what a page sends; the feed is open to every program of this machine, so nothing is taken on trust. */
import { z } from "zod";
import type { PlatformCallDetails, PlatformModel, PlatformSettings } from "../platform/index.ts";
import type { CallerAction, PageMessage } from "./feed.ts";

/** Far more than anybody says or types at once. */
const maxTextLength = 10_000;

const text = z.string().max(maxTextLength);
const id = z.string().max(100);

const action: z.ZodType<CallerAction> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("start-speaking") }),
  z.object({ kind: z.literal("partial"), text }),
  z.object({ kind: z.literal("final"), text }),
  z.object({ kind: z.literal("unintelligible") }),
  z.object({ kind: z.literal("stop-speaking") }),
  z.object({ kind: z.literal("press"), digits: z.string().max(100) }),
  z.object({ kind: z.literal("hang-up") }),
  z.object({ kind: z.literal("drop") }),
]);

/** A field that the platform learns must be added here, too. */
type Shape<Options> = Record<keyof Options, z.ZodType>;

const optionalNumber = z.number().optional();
const optionalFlag = z.boolean().optional();

// Ranges are checked where the call is placed, by the part that knows them; names that are not known are refused here.
const settings = z.strictObject({
  responsiveness: optionalNumber,
  interruption_sensitivity: optionalNumber,
  reminder_trigger_ms: optionalNumber,
  reminder_max_count: optionalNumber,
  end_call_after_silence_ms: optionalNumber,
  max_call_duration_ms: optionalNumber,
  begin_message_delay_ms: optionalNumber,
  voice_speed: optionalNumber,
  enable_backchannel: optionalFlag,
  backchannel_frequency: optionalNumber,
  backchannel_words: z.array(text).min(1).max(100).optional(),
  allow_user_dtmf: optionalFlag,
  allow_dtmf_interruption: optionalFlag,
  user_dtmf_options: z
    .strictObject({ digit_limit: optionalNumber, termination_key: text.optional(), timeout_ms: optionalNumber })
    .optional(),
} satisfies Shape<PlatformSettings>);

const model = z.strictObject({
  agentCharactersPerSecond: optionalNumber,
  callerCharactersPerSecond: optionalNumber,
  dashPauseMs: optionalNumber,
  endpointBaseMs: optionalNumber,
  endpointSpanMs: optionalNumber,
  earlyRequests: optionalFlag,
  earlyRequestPauseMs: optionalNumber,
  bargeInSpanWords: optionalNumber,
  partialIntervalMs: optionalNumber,
  partialTimeoutMs: optionalNumber,
  updateIntervalMs: optionalNumber,
  backchannelIntervalMs: optionalNumber,
  hangingTurnMs: optionalNumber,
  crossingMs: optionalNumber,
  askAgainDelayMs: optionalNumber,
  responseLimitCharacters: optionalNumber,
  toolEventLimitCount: optionalNumber,
} satisfies Shape<PlatformModel>);

const details = z.strictObject({
  callType: z.enum(["web_call", "phone_call"]).optional(),
  agentId: text.optional(),
  direction: z.enum(["inbound", "outbound"]).optional(),
  fromNumber: text.optional(),
  toNumber: text.optional(),
  metadata: z.unknown().optional(),
  dynamicVariables: z.record(z.string().max(200), text).optional(),
  dynamicVariablesName: z.enum(["retell", "uponai", "both"]).optional(),
} satisfies Shape<PlatformCallDetails>);

const placeCall = z.object({
  type: z.literal("place-call"),
  requestId: id,
  url: text,
  settings: settings.optional(),
  model: model.optional(),
  details: details.optional(),
});

const pageMessage = z.discriminatedUnion("type", [
  placeCall,
  z.object({ type: z.literal("act"), id, action }),
  z.object({ type: z.literal("follow-call"), id, after: z.int().min(0).optional() }),
  z.object({ type: z.literal("unfollow-call"), id }),
  z.object({ type: z.literal("open-recording"), requestId: id, text: z.string() }),
  z.object({ type: z.literal("remove-call"), id }),
  z.object({ type: z.literal("start-check"), requestId: id, url: text, isQuick: z.boolean() }),
  z.object({ type: z.literal("stop-check"), id }),
]);

export type ReadMessage =
  | { readonly message: PageMessage }
  | { readonly message?: undefined; readonly requestId?: string; readonly problem: string };

export function readPageMessage(json: string): ReadMessage {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { problem: "The message is no JSON." };
  }
  const result = pageMessage.safeParse(value);
  if (result.success) return { message: result.data as PageMessage };
  const [issue] = result.error.issues;
  const where = issue?.path.join(".") ?? "";
  const problem = `${where === "" ? "The message" : where} cannot be used: ${issue?.message ?? "it is not known"}`;
  const requestId = (value as { requestId?: unknown } | null)?.requestId;
  return typeof requestId === "string" ? { requestId, problem } : { problem };
}

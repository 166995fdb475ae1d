/** Gathers an agent's outputs into as few response events as they need. */
import type { ResponseEvent } from "../protocol/index.ts";
import type { Action, AgentOutput } from "./agent.ts";

export interface ResponseFrames {
  /** @returns what is wrong with the output, or undefined. */
  add(output: unknown): "bad-output" | "several-actions" | undefined;
  /** Everything gathered so far, as events that are not the last. */
  take(): ResponseEvent[];
  /** Everything gathered so far; the last event, which may be empty, completes the response. */
  finish(): ResponseEvent[];
}

/** The fields of an event that carry an action. */
export interface ActionFields {
  end_call?: boolean;
  transfer_number?: string;
  show_transferee_as_caller?: boolean;
  digit_to_press?: string;
}

interface Segment {
  text: string;
  interruptible: boolean;
  actions: ActionFields;
}

/**
 * Outputs that come together leave together: an action rides on the frame of the speech before it, because on an
 * empty trailing frame it would be lost to the caller's slightest word.
 */
export function createResponseFrames(responseId: number): ResponseFrames {
  let segments: Segment[] = [];
  let actionsSeen = 0;

  const segmentFor = (interruptible: boolean): Segment => {
    const last = segments.at(-1);
    if (last !== undefined && (last.interruptible === interruptible || last.text === "")) {
      if (last.text === "") last.interruptible = interruptible;
      return last;
    }
    const segment: Segment = { text: "", interruptible, actions: {} };
    segments.push(segment);
    return segment;
  };

  const toEvent = ({ text, interruptible, actions }: Segment, complete: boolean): ResponseEvent => ({
    response_type: "response",
    response_id: responseId,
    content: text,
    content_complete: complete,
    end_call: false,
    ...(interruptible ? {} : { no_interruption_allowed: true }),
    ...actions,
  });

  return {
    add(output) {
      if (typeof output === "string") {
        if (output !== "") segmentFor(true).text += output;
        return undefined;
      }
      if (!isOutputObject(output)) return "bad-output";
      if (output.kind === "say") {
        if (output.text !== "") segmentFor(output.interruptible).text += output.text;
        return undefined;
      }
      Object.assign((segments.at(-1) ?? segmentFor(true)).actions, actionFields(output));
      actionsSeen += 1;
      return actionsSeen > 1 ? "several-actions" : undefined;
    },
    take() {
      const events = segments.map((segment) => toEvent(segment, false));
      segments = [];
      return events;
    },
    finish() {
      if (segments.length === 0) segmentFor(true);
      const events = segments.map((segment, index) => toEvent(segment, index === segments.length - 1));
      segments = [];
      return events;
    },
  };
}

/** An action as the wire's fields. */
export function actionFields(action: Action): ActionFields {
  switch (action.kind) {
    case "end_call":
      return { end_call: true };
    case "transfer":
      return {
        transfer_number: action.number,
        ...(action.showTransfereeAsCaller ? { show_transferee_as_caller: true } : {}),
      };
    case "press_digits":
      return { digit_to_press: action.digits };
  }
}

function isOutputObject(value: unknown): value is Exclude<AgentOutput, string> {
  if (typeof value !== "object" || value === null) return false;
  const output = value as Record<string, unknown>;
  switch (output.kind) {
    case "say":
      return typeof output.text === "string" && typeof output.interruptible === "boolean";
    case "end_call":
      return true;
    case "transfer":
      return typeof output.number === "string";
    case "press_digits":
      return typeof output.digits === "string";
    default:
      return false;
  }
}

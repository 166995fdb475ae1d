/** The long part of an update or a request: kept as bytes, decoded when, and only when, somebody reads it. */

import type { Turntaking } from "./platform-events.ts";
import type { FrameProblem } from "./problem.ts";
import { findBadTranscriptItem, findBadUtterance, type TranscriptItem, type Utterance } from "./utterance.ts";

/** What a frame says beyond its head. */
export interface BodyContent {
  readonly transcript: readonly Utterance[];
  readonly transcriptWithToolCalls: readonly TranscriptItem[] | undefined;
  readonly turntaking: Turntaking | undefined;
  /** What was wrong; the rest is then what could be saved of it. */
  readonly problem: FrameProblem | undefined;
}

export interface Body {
  /** Decodes on the first call, and gives the same object ever after. Never throws. */
  read(): BodyContent;
}

/** The events that have a body. */
type BodyType = "update_only" | "response_required" | "reminder_required";

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const nothing = { transcript: [], transcriptWithToolCalls: undefined, turntaking: undefined };

/** A body that was parsed with its frame. */
export function parsedBody(type: BodyType, event: Record<string, unknown>): Body {
  let content: BodyContent | undefined;
  return {
    read() {
      content ??= check(type, event);
      return content;
    },
  };
}

/** A body that is still bytes. The bytes are let go once it was read. */
export function deferredBody(type: BodyType, bytes: Uint8Array): Body {
  let content: BodyContent | undefined;
  let pending: Uint8Array | undefined = bytes;
  return {
    read() {
      if (content === undefined) {
        content = decode(type, pending as Uint8Array);
        pending = undefined;
      }
      return content;
    },
  };
}

function decode(type: BodyType, bytes: Uint8Array): BodyContent {
  try {
    return check(type, JSON.parse(utf8.decode(bytes)) as Record<string, unknown>);
  } catch {
    const message = "the frame is no JSON; it was found out when read";
    return { ...nothing, problem: { code: "bad-json", message, type } };
  }
}

/** Keeps what is sound: a fault in one utterance must not take the whole conversation from the agent. */
function check(type: BodyType, event: Record<string, unknown>): BodyContent {
  const problems: string[] = [];
  let transcript: readonly Utterance[] = [];
  if (!Array.isArray(event.transcript)) {
    problems.push("transcript must be an array");
  } else {
    const bad = findBadUtterance(event.transcript);
    if (bad >= 0) problems.push(`transcript[${bad}] is no utterance`);
    transcript = bad < 0 ? event.transcript : event.transcript.filter((item) => findBadUtterance([item]) < 0);
  }
  const woven = event.transcript_with_tool_calls;
  let transcriptWithToolCalls: readonly TranscriptItem[] | undefined;
  if (Array.isArray(woven)) {
    const bad = findBadTranscriptItem(woven);
    if (bad >= 0) problems.push(`transcript_with_tool_calls[${bad}] has no role`);
    transcriptWithToolCalls = bad < 0 ? woven : woven.filter((item) => findBadTranscriptItem([item]) < 0);
  } else if (woven !== undefined) {
    problems.push("transcript_with_tool_calls must be an array");
  }
  const { turntaking } = event;
  const known = turntaking === "agent_turn" || turntaking === "user_turn";
  if (turntaking !== undefined && !known && type === "update_only") {
    problems.push("turntaking must be agent_turn or user_turn");
  }
  return {
    transcript,
    transcriptWithToolCalls,
    turntaking: known ? turntaking : undefined,
    problem: problems.length === 0 ? undefined : { code: "bad-transcript", message: problems.join("; "), type },
  };
}

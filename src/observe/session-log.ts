/** Turns what happens in calls into lines of a log: numbers, ids and codes, never words of the conversation. */

import { closeCodes } from "../protocol/index.ts";
import type { AgentNote, CallEndReason, SessionEvent, SessionObserver } from "../session/index.ts";
import { describeError } from "./describe-error.ts";
import type { Log } from "./log.ts";

export interface SessionLogOptions {
  readonly log: Log;
  /**
   * Also log the messages of what an agent throws, and where it was thrown. They help its author, and may quote the
   * conversation; without this, only the error's name and place are logged.
   * @default false
   */
  readonly errorMessages?: boolean;
}

type EventOf<Type extends SessionEvent["type"]> = Extract<SessionEvent, { type: Type }>;

/** Ends that an operator should look at. */
const faultyEnds: ReadonlySet<CallEndReason> = new Set(["connection-lost", "bad-input"]);

export function createSessionLog(options: SessionLogOptions): SessionObserver {
  const { log, errorMessages = false } = options;
  return {
    onEvent(callId, event) {
      switch (event.type) {
        case "call-started":
          log.info("call started", { callId });
          break;
        case "socket-attached":
          if (event.connection > 1) log.info("platform dialled again", { callId, connection: event.connection });
          break;
        case "socket-lost":
          logLostSocket(log, callId, event);
          break;
        case "greeted":
          log.info("greeted", { callId, outcome: event.outcome, afterMs: event.afterMs });
          break;
        case "turn-started":
          log.debug("turn started", { callId, responseId: event.responseId, reason: event.reason });
          break;
        case "turn-ended":
          logTurn(log, callId, event);
          break;
        case "agent-noted":
          logNote(log, callId, event.note, errorMessages);
          break;
        case "problem":
          logProblem(log, callId, event, errorMessages);
          break;
        case "call-ended": {
          const at = faultyEnds.has(event.reason) ? log.warn : log.info;
          at("call ended", { callId, reason: event.reason, durationMs: event.durationMs });
          break;
        }
      }
    },
  };
}

function logLostSocket(log: Log, callId: string, event: EventOf<"socket-lost">): void {
  // Other codes come with the end of the call, which has a line of its own.
  const at = event.code === closeCodes.broken ? log.info : log.debug;
  at("connection lost", { callId, code: event.code });
}

function logTurn(log: Log, callId: string, event: EventOf<"turn-ended">): void {
  const { responseId, outcome, firstSpeechMs, totalMs, characters } = event;
  // A newer request or a hang-up makes answers worthless many times in a normal call.
  const at = outcome === "withdrawn" || outcome === "call-ended" ? log.debug : log.info;
  at("turn ended", { callId, responseId, outcome, firstSpeechMs, totalMs, characters });
}

/**
 * What goes well is told at debug: a line for each generation and tool. At info is what the caller notices, and what went
 * wrong is a warning; nobody but the log tells why a model gave way to the next one.
 */
function logNote(log: Log, callId: string, note: AgentNote, withMessage: boolean): void {
  const { kind, ...numbers } = note;
  const error = "error" in note ? note.error : undefined;
  const thrown = error === undefined ? {} : describeError(error, { withMessage });
  levelOf(note, log)(kind, { callId, ...numbers, ...thrown });
}

function levelOf(note: AgentNote, log: Log): Log["info"] {
  switch (note.kind) {
    case "generation":
      return note.outcome === "failed" || note.outcome === "stalled" ? log.warn : log.debug;
    case "tool":
      return note.outcome === "failed" ? log.info : log.debug;
    case "rung":
      return note.rung === "apology" ? log.error : log.info;
  }
}

/** Only the first of each code: a peer that repeats a fault must not flood the log. Metrics count them all. */
function logProblem(log: Log, callId: string, event: EventOf<"problem">, errorMessages: boolean): void {
  if (!event.first) return;
  const thrown = event.error === undefined ? {} : describeError(event.error, { withMessage: errorMessages });
  const at = event.error === undefined ? log.warn : log.error;
  at(event.message, { callId, code: event.code, ...thrown });
}

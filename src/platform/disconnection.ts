/** Why a call ended, in the platform's words, and what each close code of the server means for the call. */
import { closeCodes } from "../protocol/index.ts";
import type { FindingNote } from "./findings.ts";

/** The reasons that can arise here, of the platform's list. */
export type DisconnectionReason =
  | "user_hangup"
  | "agent_hangup"
  | "call_transfer"
  | "inactivity"
  | "max_duration_reached"
  | "error_llm_websocket_open"
  | "error_llm_websocket_lost_connection"
  | "error_llm_websocket_runtime"
  | "error_llm_websocket_corrupt_payload";

/** @returns true when a call that ended so has the status `error`. */
export function isErrorReason(reason: DisconnectionReason): boolean {
  return reason.startsWith("error_");
}

/** What a close means: the end of the call, or (for a broken connection) a new dial. */
export type CloseMeaning =
  | { readonly reconnect: true }
  | { readonly reconnect: false; readonly reason: DisconnectionReason; readonly finding: FindingNote };

/** PROTOCOL.md, "Closing": what the platform makes of a close that the server sent in the middle of a call. */
export function closeMeaning(code: number): CloseMeaning {
  switch (code) {
    case closeCodes.broken:
      return { reconnect: true };
    case closeCodes.hangup:
      return over("agent_hangup", "closed-hangup", code);
    case closeCodes.noCode:
      return over("error_llm_websocket_open", "closed-without-code", code);
    case closeCodes.corruptPayload:
      return over("error_llm_websocket_corrupt_payload", "closed-with-error", code);
    default:
      return over("error_llm_websocket_runtime", "closed-with-error", code);
  }
}

function over(reason: DisconnectionReason, finding: FindingNote["code"], code: number): CloseMeaning {
  return { reconnect: false, reason, finding: { code: finding, message: `the server closed with ${code}` } };
}

/** How a session behaves: one literal of defaults, each a stated limit. */
import { ReparteeError } from "../errors.ts";
import { badJsonClose, binaryMessageClose, type Close } from "../protocol/index.ts";

export interface SessionOptions {
  /** How long a greeting function may take, in ms; then the fallback greeting is said. @default 3000 */
  greetingTimeoutMs?: number;
  /**
   * Hold the greeting until `call_details` came (for at most `callDetailsTimeoutMs`). Needs an agent whose config
   * asks for call_details and whose greeting is a function; for others it changes nothing. @default true
   */
  greetAfterCallDetails?: boolean;
  /** How long to wait for `call_details` before greeting without them, in ms. @default 1500 */
  callDetailsTimeoutMs?: number;
  /** How long an agent may yield nothing before its turn is cut off, in ms. @default 10000 */
  agentIdleTimeoutMs?: number;
  /** How long one answer may take in all, in ms. @default 60000 */
  turnTimeoutMs?: number;
  /** How long a broken call waits for the platform to dial again before it counts as over, in ms. @default 30000 */
  reconnectGraceMs?: number;
  /** Once keep-alives were seen: silence after which the connection is given up, in ms. @default 15000 */
  keepAliveTimeoutMs?: number;
  /** Bytes that may wait for a peer that does not read, before the connection is broken. @default 1048576 */
  maxBufferedBytes?: number;
  /** Messages that are kept while the connection is down; the oldest go first. @default 64 */
  maxHeldMessages?: number;
  /** Said when the greeting failed. "" says nothing. @default "Hello, how may I help you?" */
  fallbackGreeting?: string;
  /** Said when the agent failed. "" says nothing. @default "I am sorry, can you say that again?" */
  fallbackResponse?: string;
  /** The close for a binary message. @default 1002 "Cannot find corresponding Retell LLM." (the guide's) */
  binaryMessageClose?: Close;
  /** What to do about text that is no JSON: close, or `"ignore"` it and save the call. @default 1002 "Cannot parse incoming message." (the guide's) */
  onBadJson?: Close | "ignore";
}

export type ResolvedSessionOptions = Required<SessionOptions>;

export const defaultSessionOptions: ResolvedSessionOptions = Object.freeze({
  greetingTimeoutMs: 3_000,
  greetAfterCallDetails: true,
  callDetailsTimeoutMs: 1_500,
  agentIdleTimeoutMs: 10_000,
  turnTimeoutMs: 60_000,
  reconnectGraceMs: 30_000,
  keepAliveTimeoutMs: 15_000,
  maxBufferedBytes: 1_048_576,
  maxHeldMessages: 64,
  fallbackGreeting: "Hello, how may I help you?",
  fallbackResponse: "I am sorry, can you say that again?",
  binaryMessageClose,
  onBadJson: badJsonClose,
});

/** @throws ReparteeError `bad-option` when a number is not usable or a close code may not be sent. */
export function resolveSessionOptions(options: SessionOptions = {}): ResolvedSessionOptions {
  const resolved = { ...defaultSessionOptions };
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(defaultSessionOptions, name)) {
      throw new ReparteeError(
        "bad-option",
        `unknown session option "${name}"; known are ${Object.keys(resolved).join(", ")}`,
      );
    }
    if (value !== undefined) Object.assign(resolved, { [name]: value });
  }
  for (const [name, value] of Object.entries(resolved)) {
    if (typeof value !== "number") continue;
    if (!Number.isFinite(value) || value <= 0) {
      throw new ReparteeError("bad-option", `${name} must be a number above 0, not ${value}`);
    }
  }
  checkClose("binaryMessageClose", resolved.binaryMessageClose);
  if (resolved.onBadJson !== "ignore") checkClose("onBadJson", resolved.onBadJson);
  return resolved;
}

/** What RFC 6455 lets an endpoint send, and `ws` accepts. */
function checkClose(name: string, close: Close): void {
  const { code, reason } = close;
  const sendable =
    (code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006) || (code >= 3000 && code <= 4999);
  if (!Number.isInteger(code) || !sendable) {
    throw new ReparteeError("bad-option", `${name}: ${code} is no close code that may be sent; the guide's is 1002`);
  }
  if (new TextEncoder().encode(reason).length > 123) {
    throw new ReparteeError("bad-option", `${name}: the reason is longer than 123 bytes`);
  }
}

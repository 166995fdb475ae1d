/** One base error and one table of stable codes, for everything that Repartee throws on purpose. */

/** Every code with what it means and what to do; docs/reference/errors.md is made from this table. */
export const errorCodes = {
  // Thrown
  "bad-option": "An option has a value that cannot be used. The message names the option and what it may be.",
  "bad-agent": "The agent file or object is not usable. The message says which member is wrong and how it should be.",
  "file-not-found": "A file that was named does not exist. Check the path; it is relative to the working directory.",
  "port-in-use": "Another program listens on this port. Stop it, or choose another with --port or PORT.",
  "address-unavailable": "This machine cannot listen on that address. Check --host or HOST.",
  "tls-failed": "The TLS certificate or key cannot be used. Check that both files are PEM and belong together.",
  "tunnel-failed":
    "The tunnel could not be opened. The message says whether the package, the token or the network is missing.",
  "bad-recording": "A file is no call recording, or a line in its middle is broken. The message names the line.",
  "server-closed": "The server was closed already. Create a new one.",
  // Found in frames
  "bad-json": 'A text message is no JSON. The guide\'s server closes with 1002; onBadJson: "ignore" goes on instead.',
  "binary-message": "A binary message came in; the protocol has none. The guide's server closes with 1002.",
  "not-an-object": "A message is JSON, but no object. It is ignored.",
  "missing-type": "A message has no interaction_type. It is ignored.",
  "unknown-type": "A message has a type that is not known. It is ignored: platforms may add more.",
  "bad-event": "A message of a known type has a field of the wrong type. It is ignored.",
  "bad-transcript": "A transcript has items that are no utterances. Those are left out; the rest is used.",
  "frame-too-large":
    "A message is longer than maxFrameBytes. Its connection is closed with 1009; no other call notices.",
  "broken-frame": "Bytes came in that no WebSocket peer may send. Their connection is closed with 1002, 1007 or 1008.",
  // Found in a call
  "stale-request": "A request came with an id older than the newest one. It is ignored: its answer would be dropped.",
  "duplicate-request": "A request came again under the id that is being, or was, answered. It is ignored.",
  "agent-failed": "The agent threw an error. The caller hears the fallback line.",
  "agent-stalled": "The agent yielded nothing for too long. Its turn was cut off; the caller hears the fallback line.",
  "agent-overlong": "The agent's turn reached its time limit. It was cut off and completed.",
  "bad-output": "The agent yielded something that is neither text nor an action. It is left out.",
  "several-actions":
    "One response holds several actions; the platform runs at most one: end_call, then transfer, then digits.",
  "messages-lost": "Too many messages were sent while the connection was down; the oldest were dropped.",
  "slow-reader": "The peer does not read what is sent. The connection was broken so that the platform dials again.",
  "observer-failed": "An observer of calls threw an error. The call goes on; mend the observer.",
  "keep-alive-lost": "Keep-alives stopped coming. The connection was broken so that the platform dials again.",
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An error that Repartee throws on purpose: a stable `code`, and a message that says what to do next. */
export class ReparteeError extends Error {
  override readonly name: string = "ReparteeError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Tells by shape, not by class, so that it also holds across two copies of the package. */
export function isReparteeError(value: unknown): value is ReparteeError {
  return (
    value instanceof Error && value.name === "ReparteeError" && Object.hasOwn(errorCodes, (value as ReparteeError).code)
  );
}

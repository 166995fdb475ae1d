/** What a close of the socket means for the call (PROTOCOL.md, "Closing"). */

/** A close as it is sent: a code and a reason of at most 123 bytes. */
export interface Close {
  readonly code: number;
  readonly reason: string;
}

/** Codes with a meaning of their own on this wire. Every other code ends the call as an error. */
export const closeCodes = {
  /** Hangs the call up on purpose. Never for a fault. */
  hangup: 1000,
  /** Seen when a side closed without a code: the call ends as an error. Never sent. */
  noCode: 1005,
  /** Seen when the connection broke: the only close after which the platform dials again. Never sent. */
  broken: 1006,
  /** Payload that the platform cannot use, such as a binary message. */
  corruptPayload: 1007,
} as const;

/** The guide's close for a binary message. */
export const binaryMessageClose: Close = { code: 1002, reason: "Cannot find corresponding Retell LLM." };

/** The guide's close for text that is no JSON. */
export const badJsonClose: Close = { code: 1002, reason: "Cannot parse incoming message." };

/** The steps to a call's connection, and what has kept one of them from succeeding. */

/** In the order in which they are taken. */
export type WayInStep =
  | "name"
  | "tcp"
  | "scheme"
  | "tls"
  | "certificate"
  | "in-time"
  | "call-id"
  | "any-call-id"
  | "origin"
  | "upgrade";

export interface Stuck {
  /** Undefined when it is this machine that cannot go on, not the server. */
  readonly step: WayInStep | undefined;
  readonly reason: string;
  readonly received?: string;
}

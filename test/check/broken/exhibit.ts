/** A server that breaks one rule, and what a check must say of it. */
import type { CheckSettings } from "../../../src/check/index.ts";
import { type ModelServer, type Parts, startModelServer } from "../model-server.ts";

export interface Exhibit {
  /** Starts the broken server; most are the sound one with a part replaced. */
  readonly start: () => Promise<ModelServer>;
  /** Further audits that it cannot but fail, too, because they are about the same fault. @default none */
  readonly alsoFails?: readonly string[];
  /** What this exhibit needs to be found out. @default that of the tests */
  readonly settings?: Partial<CheckSettings>;
}

/** For servers that leave nothing unanswered: waiting longer costs nothing, and a busy machine must not look silent. */
export const patient: Partial<CheckSettings> = {
  connectTimeoutMs: 10_000,
  greetingTimeoutMs: 10_000,
  answerTimeoutMs: 10_000,
  pingTimeoutMs: 5_000,
};

/** The sound server with some parts replaced. */
export function broken(parts: Partial<Parts>, rest: Omit<Exhibit, "start"> = {}): Exhibit {
  return { start: () => startModelServer(parts), ...rest };
}

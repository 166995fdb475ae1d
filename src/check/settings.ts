/** How much a check asks of a server, and how long it waits: one literal of defaults, each a stated bound. */
import { ReparteeError } from "../errors.ts";

/** Durations are in ms. What the platform documents is marked so; the rest is ours. */
export interface CheckSettings {
  /** Turns of an ordinary conversation. @default 5, or 2 in a quick check */
  turns: number;
  /** Calls at the same time under load. @default 20 */
  calls: number;
  /** Connections that are opened and dropped. @default 500, or 50 in a quick check */
  floodConnections: number;
  /** A server that has not accepted by then is given up: the platform's own limit. @default 7000 */
  connectTimeoutMs: number;
  /** The platform's callers hear silence for so long at most. @default 5000 */
  greetingTimeoutMs: number;
  /** How long an answer may take to be completed: more than the 10 s after which many servers give a model up. @default 15000 */
  answerTimeoutMs: number;
  /** How long to listen for what must not come. @default 600 */
  quietMs: number;
  /** How long messages under an old id may follow a newer request, as they may have crossed it. @default 1000 */
  crossingMs: number;
  /** Between two keep-alives: the platform's own. @default 2000 */
  pingIntervalMs: number;
  /** After which the platform gives the connection up: its own. @default 5000 */
  pingTimeoutMs: number;
  /** A connection is left idle for so long, to find out who cuts it off; 0 leaves that out. @default 0 */
  idleMs: number;
  /** Limit of the 90th percentile from a request to the first text. @default 1000 */
  maxFirstTextMs: number;
  /** Limit of the 90th percentile from a request to the first whole sentence. @default 1500 */
  maxFirstSentenceMs: number;
  /** Limit of the silence in the middle of an answer, counted from when its words were spoken. @default 5000 */
  maxSilenceMs: number;
  /** An answer of more characters should not come in one message. @default 300 */
  maxSingleFrameCharacters: number;
  /** How fast the simulated voices of whole calls speak, as a factor. @default 20 */
  speed: number;
}

export const defaultCheckSettings: Readonly<CheckSettings> = Object.freeze({
  turns: 5,
  calls: 20,
  floodConnections: 500,
  connectTimeoutMs: 7_000,
  greetingTimeoutMs: 5_000,
  answerTimeoutMs: 15_000,
  quietMs: 600,
  crossingMs: 1_000,
  pingIntervalMs: 2_000,
  pingTimeoutMs: 5_000,
  idleMs: 0,
  maxFirstTextMs: 1_000,
  maxFirstSentenceMs: 1_500,
  maxSilenceMs: 5_000,
  maxSingleFrameCharacters: 300,
  speed: 20,
});

/** What a quick check does less of. */
export const quickCheckSettings: Readonly<Partial<CheckSettings>> = Object.freeze({
  turns: 2,
  floodConnections: 50,
  quietMs: 300,
});

/** No setting may make a check endless, or a flood. */
const mostOf: Readonly<Partial<Record<keyof CheckSettings, number>>> = {
  turns: 100,
  calls: 1_000,
  floodConnections: 10_000,
  idleMs: 3_600_000,
};

/** @throws ReparteeError `bad-option` for a number that cannot be used. */
export function resolveCheckSettings(given: Partial<CheckSettings> = {}, isQuick = false): CheckSettings {
  const resolved = { ...defaultCheckSettings, ...(isQuick && quickCheckSettings), ...given };
  for (const [name, value] of Object.entries(resolved)) {
    const most = mostOf[name as keyof CheckSettings];
    const least = name === "idleMs" ? 0 : 1;
    if (!Number.isFinite(value) || value < least || (most !== undefined && value > most)) {
      const range = most === undefined ? `${least} or more` : `from ${least} to ${most}`;
      throw new ReparteeError("bad-option", `settings.${name} must be a number, ${range}, not ${value}`);
    }
  }
  return resolved;
}

/**
 * Waits for tests: long enough for a sound server on a busy machine to answer in, short enough to wait out seventy
 * broken ones.
 */
import type { CheckSettings } from "../../src/check/index.ts";

export const testSettings: Partial<CheckSettings> = {
  turns: 2,
  calls: 5,
  floodConnections: 20,
  connectTimeoutMs: 2_000,
  greetingTimeoutMs: 1_000,
  answerTimeoutMs: 1_500,
  quietMs: 80,
  crossingMs: 100,
  pingIntervalMs: 50,
  pingTimeoutMs: 2_000,
  // A busy machine must not look like a slow server.
  maxFirstTextMs: 5_000,
  maxFirstSentenceMs: 5_000,
  speed: 100,
};

/**
 * For servers that should pass: what is there is not waited for, so that long limits cost nothing and a busy machine fails
 * nobody.
 */
export const patientSettings: Partial<CheckSettings> = {
  ...testSettings,
  connectTimeoutMs: 7_000,
  greetingTimeoutMs: 5_000,
  answerTimeoutMs: 10_000,
  crossingMs: 1_000,
  pingTimeoutMs: 5_000,
};

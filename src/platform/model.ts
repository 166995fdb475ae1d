/** Our own numbers for what the documentation leaves open: none of these is the platform's. */
import { ReparteeError } from "../errors.ts";

/** Every number here is ours. Change one to see how a server fares with a faster or a more patient platform. */
export interface PlatformModel {
  /** The agent's voice at `voice_speed` 1, in characters a second. @default 15 */
  agentCharactersPerSecond?: number;
  /** A simulated caller's voice, in characters a second. @default 15 */
  callerCharactersPerSecond?: number;
  /** The pause that a lone `-` makes, in ms. @default 400 */
  dashPauseMs?: number;
  /** Silence that ends the caller's turn at `responsiveness` 1, in ms. @default 400 */
  endpointBaseMs?: number;
  /** What is added at `responsiveness` 0, in ms; in proportion between. @default 1600 */
  endpointSpanMs?: number;
  /** Whether a request is sent at a short pause already, and withdrawn when the caller goes on. @default true */
  earlyRequests?: boolean;
  /** That short pause, in ms; never longer than the end of turn. @default 250 */
  earlyRequestPauseMs?: number;
  /** Words that cut the agent off: 1 at sensitivity 1, and so many more just above 0. @default 5 */
  bargeInSpanWords?: number;
  /** Shortest time between two partial transcripts of a simulated caller, in ms. @default 300 */
  partialIntervalMs?: number;
  /** Silence after a partial transcript that counts as the end of speech when no final one comes, in ms. @default 1000 */
  partialTimeoutMs?: number;
  /** Shortest time between two `update_only` in the middle of speech, in ms; turn changes are sent at once. @default 500 */
  updateIntervalMs?: number;
  /** Speech of the caller after which a backchannel word may come, in ms. @default 3000 */
  backchannelIntervalMs?: number;
  /** Silence of the server after which an open turn counts as hanging in the report, in ms. @default 5000 */
  hangingTurnMs?: number;
  /** Messages under an old id are taken as crossed with the newer request for so long, in ms. @default 1000 */
  crossingMs?: number;
  /** Time between a reconnection and the request that asks again for an answer that was open, in ms. @default 300 */
  askAgainDelayMs?: number;
  /** Characters of one response that are taken in. @default 100000 */
  responseLimitCharacters?: number;
  /** Tool events of one call that are taken in. @default 1000 */
  toolEventLimitCount?: number;
}

export type ResolvedModel = Required<PlatformModel>;

/** Our defaults. */
export const defaultModel: Readonly<ResolvedModel> = Object.freeze({
  agentCharactersPerSecond: 15,
  callerCharactersPerSecond: 15,
  dashPauseMs: 400,
  endpointBaseMs: 400,
  endpointSpanMs: 1_600,
  earlyRequests: true,
  earlyRequestPauseMs: 250,
  bargeInSpanWords: 5,
  partialIntervalMs: 300,
  partialTimeoutMs: 1_000,
  updateIntervalMs: 500,
  backchannelIntervalMs: 3_000,
  hangingTurnMs: 5_000,
  crossingMs: 1_000,
  askAgainDelayMs: 300,
  responseLimitCharacters: 100_000,
  toolEventLimitCount: 1_000,
});

/** @throws ReparteeError `bad-option` for a number that is not finite or below 0, or a rate of 0. */
export function resolveModel(model: PlatformModel = {}): ResolvedModel {
  const resolved = { ...defaultModel, ...model };
  for (const [name, value] of Object.entries(resolved)) {
    if (typeof value !== "number") continue;
    const isRate = name.endsWith("PerSecond");
    if (!Number.isFinite(value) || value < 0 || (isRate && value === 0)) {
      throw new ReparteeError("bad-option", `model.${name} must be a number ${isRate ? "above 0" : "of 0 or more"}`);
    }
  }
  return resolved;
}

/** How long the caller must be silent before the agent may speak, in ms. */
export function endpointMs(model: ResolvedModel, responsiveness: number): number {
  return model.endpointBaseMs + (1 - responsiveness) * model.endpointSpanMs;
}

/** How many words cut the agent off; at sensitivity 0 the agent is never cut off, and this only weighs what was said. */
export function bargeInWords(model: ResolvedModel, sensitivity: number): number {
  return 1 + Math.round((1 - sensitivity) * model.bargeInSpanWords);
}

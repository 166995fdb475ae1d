/** What goes wrong on the way between the platform and the server: by plan, or planned by a seed. */
import { ReparteeError } from "../errors.ts";
import { createRandom } from "../internal/index.ts";

/** Times are ms since the call was placed. */
export type PlannedFault =
  /** The connection breaks: both sides see 1006. */
  | { readonly kind: "break"; readonly atMs: number }
  /** Nothing passes in either direction, on the connection that is open then; nobody is told. */
  | { readonly kind: "half-open"; readonly atMs: number }
  /** The platform's keep-alives do not reach the server. */
  | { readonly kind: "withhold-keep-alives"; readonly atMs: number; readonly forMs: number };

export interface Faults {
  readonly plan?: readonly PlannedFault[];
  /** Every message takes so long, in ms, each way. @default 0 */
  readonly delayMs?: number;
  /** And up to so much longer, by chance; the order is kept. @default 0 */
  readonly jitterMs?: number;
  /** 0 to 1: how many messages to the server come twice. @default 0 */
  readonly duplicateShare?: number;
  /** 0 to 1: how many messages to the server come out of order, `lateByMs` after their time. @default 0 */
  readonly lateShare?: number;
  /** @default 500 */
  readonly lateByMs?: number;
}

export type ResolvedFaults = Required<Faults>;

export const defaultFaults: Readonly<ResolvedFaults> = Object.freeze({
  plan: [],
  delayMs: 0,
  jitterMs: 0,
  duplicateShare: 0,
  lateShare: 0,
  lateByMs: 500,
});

/** @throws ReparteeError `bad-option` for a time below 0 or a share that is not from 0 to 1. */
export function resolveFaults(faults: Faults): ResolvedFaults {
  const resolved = { ...defaultFaults, ...faults };
  for (const name of ["delayMs", "jitterMs", "lateByMs", "duplicateShare", "lateShare"] as const) {
    const most = name.endsWith("Share") ? 1 : 3_600_000;
    if (!(resolved[name] >= 0 && resolved[name] <= most)) {
      throw new ReparteeError("bad-option", `faults.${name} must be a number from 0 to ${most}`);
    }
  }
  if (resolved.plan.some((fault) => !(fault.atMs >= 0))) {
    throw new ReparteeError("bad-option", "faults.plan: each atMs must be 0 or more");
  }
  return resolved;
}

/** What a seed may put into a plan. */
export interface FaultRange {
  /** The faults fall into this time of the call, in ms. */
  readonly withinMs: number;
  /** The most broken connections; more than 4 end the call. @default 4 */
  readonly breaks?: number;
  /** The most half-open connections; each needs `auto_reconnect` to be noticed, more than 2 end the call. @default 1 */
  readonly halfOpens?: number;
  /** The longest delay and jitter, in ms. @default 200 */
  readonly delayMs?: number;
}

/** Plans faults by chance: the same seed gives the same plan. */
export function randomFaults(seed: number, range: FaultRange): Faults {
  const random = createRandom(seed ^ 0x0fa17);
  const { withinMs, breaks = 4, halfOpens = 1, delayMs = 200 } = range;
  const some = (kind: "break" | "half-open", most: number): PlannedFault[] =>
    Array.from({ length: random.integer(0, most) }, () => ({ kind, atMs: random.integer(0, withinMs) }));
  return {
    plan: [...some("break", breaks), ...some("half-open", halfOpens)].sort((a, b) => a.atMs - b.atMs),
    delayMs: random.integer(0, delayMs),
    jitterMs: random.integer(0, delayMs),
    duplicateShare: random.pick([0, 0, 0.05]),
    lateShare: random.pick([0, 0, 0.05]),
  };
}

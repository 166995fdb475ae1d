/** The running latency of a call, in the parts that the platform reports, and of the model where it is known. */
import type { CallEvent } from "../../../src/platform/index.ts";

export const latencyParts = ["e2e", "llm", "firstToken", "roundTrip"] as const;
export type LatencyPart = (typeof latencyParts)[number];

export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly count: number;
}

/** Values kept of each part; the oldest go first. */
const keptCount = 2_000;

export class LatencyValues {
  readonly #values: Record<LatencyPart, number[]> = { e2e: [], llm: [], firstToken: [], roundTrip: [] };

  apply(event: CallEvent): void {
    if (event.type === "round-trip-measured") this.#add("roundTrip", event.ms);
    if (event.type === "agent-noted" && typeof event.note.firstTokenMs === "number") {
      this.#add("firstToken", event.note.firstTokenMs);
    }
    if (event.type === "agent-started") {
      this.#add("e2e", event.timing.deadAirMs);
      if (event.kind !== "interrupt") this.#add("llm", event.timing.firstSentenceMs);
    }
  }

  /** By nearest rank. @returns undefined when nothing was measured yet. */
  percentiles(part: LatencyPart): Percentiles | undefined {
    const sorted = [...this.#values[part]].sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
    if (sorted.length === 0) return undefined;
    return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1), count: sorted.length };
  }

  #add(part: LatencyPart, ms: number | undefined): void {
    if (ms === undefined) return;
    const values = this.#values[part];
    values.push(ms);
    if (values.length > keptCount) values.shift();
  }
}

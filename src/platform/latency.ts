/** The call's latency block, in the documented shape. */

/** All in milliseconds. Percentiles are by nearest rank. */
export interface LatencyStatistics {
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  min: number;
  max: number;
  num: number;
  values: number[];
}

/** A part is absent when it was never measured; speech recognition and voice are simulated and so never are. */
export interface CallLatency {
  /** The caller falls silent until the agent is heard. */
  e2e?: LatencyStatistics;
  /** A request until the first speakable part; includes the network. */
  llm?: LatencyStatistics;
  /** A keep-alive there and back. */
  llm_websocket_network_rtt?: LatencyStatistics;
}

/** Values kept of each part; a call that measures more keeps the latest. */
const keptValues = 2_000;

/** Collects measured times, and sums them up in the documented shape. */
export class LatencyLog {
  readonly #values: { [Part in keyof CallLatency]-?: number[] } = { e2e: [], llm: [], llm_websocket_network_rtt: [] };

  add(part: keyof CallLatency, ms: number): void {
    const values = this.#values[part];
    values.push(ms);
    if (values.length > keptValues) values.shift();
  }

  summary(): CallLatency {
    const latency: CallLatency = {};
    for (const part of ["e2e", "llm", "llm_websocket_network_rtt"] as const) {
      if (this.#values[part].length > 0) latency[part] = toStatistics(this.#values[part]);
    }
    return latency;
  }
}

/** @param values at least one, in order of time. */
export function toStatistics(values: readonly number[]): LatencyStatistics {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return {
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    min: at(0),
    max: at(1),
    num: sorted.length,
    values: [...values],
  };
}

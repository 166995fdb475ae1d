/** Sums a call up in one line of the list, while its events come in. */
import {
  type CallEvent,
  type CallReport,
  type CallState,
  type DisconnectionReason,
  type FindingLevel,
  isErrorReason,
  LatencyLog,
  type LatencyStatistics,
} from "../platform/index.ts";
import type { CallEndReason } from "../session/index.ts";
import type { CallSummary, SummaryLatency } from "./feed.ts";

/** What is known of a call before it begins. */
export type CallHead = Pick<CallSummary, "id" | "callId" | "origin" | "url" | "startedAtMs">;

/** How a server sees that a call has failed, rather than that it is over. */
const failures: ReadonlySet<CallEndReason> = new Set<CallEndReason>(["connection-lost", "bad-input"]);

export class SummaryMaker {
  readonly #head: CallHead;
  readonly #findingCounts: Record<FindingLevel, number> = { error: 0, warning: 0, info: 0 };
  readonly #latency = new LatencyLog();
  #state: CallState = "connecting";
  #reason: CallSummary["reason"];
  #hasFailed = false;
  #durationMs: number | undefined;
  #startedAtMs: number | undefined;
  #turnCount = 0;

  constructor(head: CallHead) {
    this.#head = head;
    this.#startedAtMs = head.startedAtMs;
  }

  add(event: CallEvent): void {
    switch (event.type) {
      case "state-changed":
        this.#state = event.state;
        if (event.state === "ended") this.#ended(event.reason, event.atMs);
        break;
      case "finding-made":
        this.#findingCounts[event.finding.level] += 1;
        break;
      case "agent-started":
        this.#turnCount += 1;
        break;
      case "round-trip-measured":
        this.#latency.add("llm_websocket_network_rtt", event.ms);
        break;
      case "turn-finished": {
        const { kind, outcome, deadAirMs, firstSentenceMs } = event.timing;
        const wasSpoken = outcome === "spoken" || outcome === "cut";
        const wasAsked = kind === "response" || kind === "reminder";
        if (wasSpoken && deadAirMs !== undefined) this.#latency.add("e2e", deadAirMs);
        if (wasSpoken && wasAsked && firstSentenceMs !== undefined) this.#latency.add("llm", firstSentenceMs);
        break;
      }
    }
  }

  /** What the report knows better than the events. */
  reported({ call }: CallReport): void {
    this.#startedAtMs ??= call.start_timestamp;
    this.#ended(call.disconnection_reason, call.duration_ms);
  }

  /** A platform's call is over, as its server sees it. */
  observedEnd(reason: CallEndReason): void {
    this.#reason = reason;
    this.#hasFailed = failures.has(reason);
  }

  /** Nothing more is known of it, such as when a recording breaks off. */
  close(): void {
    this.#state = "ended";
  }

  /** The part that everybody wants to know at once; the rest of the summary costs more to make. */
  get standing(): Pick<CallSummary, "state" | "reason"> {
    return { state: this.#state, reason: this.#reason };
  }

  get summary(): CallSummary {
    return {
      ...this.#head,
      state: this.#state,
      ...(this.#startedAtMs === undefined ? {} : { startedAtMs: this.#startedAtMs }),
      ...(this.#durationMs === undefined ? {} : { durationMs: this.#durationMs }),
      ...(this.#reason === undefined ? {} : { reason: this.#reason }),
      hasFailed: this.#hasFailed,
      turnCount: this.#turnCount,
      findingCounts: { ...this.#findingCounts },
      latency: toSummaryLatency(this.#latency),
    };
  }

  #ended(reason: DisconnectionReason | undefined, durationMs: number): void {
    this.#durationMs = durationMs;
    if (reason === undefined) return;
    this.#reason = reason;
    this.#hasFailed = isErrorReason(reason);
  }
}

function toSummaryLatency(log: LatencyLog): SummaryLatency {
  const { e2e, llm, llm_websocket_network_rtt: roundTrip } = log.summary();
  return {
    ...(e2e === undefined ? {} : { e2e: withoutValues(e2e) }),
    ...(llm === undefined ? {} : { llm: withoutValues(llm) }),
    ...(roundTrip === undefined ? {} : { roundTrip: withoutValues(roundTrip) }),
  };
}

function withoutValues({ values: _values, ...percentiles }: LatencyStatistics): Omit<LatencyStatistics, "values"> {
  return percentiles;
}

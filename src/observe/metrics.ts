/** Counts what happens in calls, in memory that never grows. */
import type { ErrorCode } from "../errors.ts";
import type { CallEndReason, SessionEvent, SessionObserver, TurnOutcome } from "../session/index.ts";
import { type AgentMetricsSnapshot, createAgentMetrics } from "./agent-metrics.ts";
import { createHistogram, type HistogramSnapshot } from "./histogram.ts";
import { increment } from "./increment.ts";

/** Plain numbers since the metrics were created. */
export interface MetricsSnapshot {
  /** Calls that started. */
  readonly calls: number;
  /** Calls that run now. */
  readonly activeCalls: number;
  readonly callEnds: Readonly<Partial<Record<CallEndReason, number>>>;
  /** Connections of calls after their first: how often the platform had to dial again. */
  readonly reconnections: number;
  readonly turns: Readonly<Partial<Record<TurnOutcome, number>>>;
  /** Every occurrence, not only the first of a call. */
  readonly problems: Readonly<Partial<Record<ErrorCode, number>>>;
  /** From a request to the first frame with speech. */
  readonly firstSpeech: HistogramSnapshot;
  /** From a request to the last frame, of completed turns. */
  readonly turnTime: HistogramSnapshot;
  /** What agents tell of their models and tools. */
  readonly agent: AgentMetricsSnapshot;
}

export interface Metrics extends SessionObserver {
  onEvent(callId: string, event: SessionEvent): void;
  snapshot(): MetricsSnapshot;
}

export function createMetrics(): Metrics {
  let calls = 0;
  let activeCalls = 0;
  let reconnections = 0;
  const callEnds: Partial<Record<CallEndReason, number>> = {};
  const turns: Partial<Record<TurnOutcome, number>> = {};
  const problems: Partial<Record<ErrorCode, number>> = {};
  const firstSpeech = createHistogram();
  const turnTime = createHistogram();
  const agent = createAgentMetrics();

  return {
    onEvent(_callId, event) {
      switch (event.type) {
        case "call-started":
          calls += 1;
          activeCalls += 1;
          break;
        case "call-ended":
          activeCalls -= 1;
          increment(callEnds, event.reason);
          break;
        case "socket-attached":
          if (event.connection > 1) reconnections += 1;
          break;
        case "turn-ended":
          increment(turns, event.outcome);
          if (event.firstSpeechMs !== undefined) firstSpeech.record(event.firstSpeechMs);
          if (event.outcome === "completed") turnTime.record(event.totalMs);
          break;
        case "problem":
          increment(problems, event.code);
          break;
        case "agent-noted":
          agent.add(event.note);
          break;
        // The rest says nothing that is counted.
        case "socket-lost":
        case "greeted":
        case "turn-started":
          break;
      }
    },
    snapshot: () => ({
      calls,
      activeCalls,
      callEnds: { ...callEnds },
      reconnections,
      turns: { ...turns },
      problems: { ...problems },
      firstSpeech: firstSpeech.snapshot(),
      turnTime: turnTime.snapshot(),
      agent: agent.snapshot(),
    }),
  };
}

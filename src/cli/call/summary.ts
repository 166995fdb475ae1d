/** What is left to say after a call: how it ended, how long things took, and what would have gone unnoticed. */
import {
  type CallReport,
  type DisconnectionReason,
  type FindingCode,
  type FindingLevel,
  findingKinds,
  type LatencyStatistics,
} from "../../platform/index.ts";
import { describeDuration, describeMs } from "./describe-times.ts";
import type { AsideLine } from "./page.ts";

const reasons: Readonly<Record<DisconnectionReason, string>> = {
  user_hangup: "you hung up",
  agent_hangup: "the agent hung up",
  call_transfer: "the agent transferred you",
  inactivity: "you were silent for too long",
  max_duration_reached: "it reached its longest duration",
  error_llm_websocket_open: "no connection, or one that was closed without a code",
  error_llm_websocket_lost_connection: "the connection was lost for good",
  error_llm_websocket_runtime: "the server closed or broke the connection",
  error_llm_websocket_corrupt_payload: "the server sent what is no text message",
};

const levels: readonly FindingLevel[] = ["error", "warning", "info"];

export function summarise(report: CallReport): AsideLine[] {
  // Why nothing was reached was told already, in more words than the finding has.
  if (report.connections === 0) return [{ text: "" }, describeEnd(report)];
  return [
    { text: "" },
    describeEnd(report),
    ...describeTimes(report),
    ...describeFindings(report),
    ...describeMuteServer(report),
  ];
}

/** A finding cannot know this: it is what a slip in the URL looks like with one server that many use. */
function describeMuteServer({ findingCounts, frames, forgottenFrames }: CallReport): AsideLine[] {
  const wasHeard = forgottenFrames > 0 || frames.some(({ direction }) => direction === "from-server");
  if (wasHeard || findingCounts["closed-without-code"] === undefined) return [];
  const reason =
    "It hung up before it sent anything. A server with express-ws does that at a path that it does not know";
  return [{ text: "" }, { text: `${reason}: check the path of the URL.` }];
}

function describeEnd({ call, turns, connections }: CallReport): AsideLine {
  const { disconnection_reason: reason, call_status: status, duration_ms: durationMs } = call;
  const heard = turns.filter(({ outcome }) => outcome === "spoken" || outcome === "cut").length;
  const end = `The call ended: ${reason} (${reasons[reason]})`;
  const length = ` after ${describeDuration(durationMs)}, in which the agent spoke ${describeCount(heard)}`;
  return { text: `${end}${connections === 0 ? "" : length}.`, ink: status === "error" ? "error" : "plain" };
}

function describeTimes({ call, turns }: CallReport): AsideLine[] {
  const { latency } = call;
  const firstWords = turns
    .filter(({ kind, outcome }) => (kind === "response" || kind === "reminder") && outcome !== "withdrawn")
    .flatMap(({ firstTextMs }) => firstTextMs ?? []);
  const rows: (readonly [string, Pick<LatencyStatistics, "p50" | "p95"> | undefined, string])[] = [
    ["first word", percentiles(firstWords), "from the request to the answer's first text"],
    ["first sentence", latency.llm, "from the request to what can be spoken"],
    ["silence", latency.e2e, "from your last word to the agent's first"],
    ["round trip", latency.llm_websocket_network_rtt, "of a keep-alive"],
  ];
  return rows.flatMap(([name, times, meaning]) => {
    if (times === undefined) return [];
    const [p50, p95] = [`p50 ${describeMs(times.p50)}`, `p95 ${describeMs(times.p95)}`];
    return [{ text: `  ${name.padEnd(14)}  ${p50.padEnd(11)}  ${p95.padEnd(11)}  ${meaning}`, ink: "dim" }];
  });
}

function describeFindings({ findingCounts }: CallReport): AsideLine[] {
  const found = Object.entries(findingCounts) as [FindingCode, number][];
  if (found.length === 0) return [{ text: "Nothing was found that would go wrong on the platform." }];
  const lines = levels.flatMap((level) =>
    found
      .filter(([code]) => findingKinds[code].level === level)
      .map(([code, count]) => describeFinding(code, count, level)),
  );
  return [{ text: "" }, { text: "On the platform nobody would have told you:" }, ...lines];
}

function describeFinding(code: FindingCode, count: number, level: FindingLevel): AsideLine {
  const times = count === 1 ? "" : `, ${describeCount(count)}`;
  const text = `${code}${times}: ${findingKinds[code].advice}`;
  return level === "info" ? { text: `  · ${text}`, ink: "dim" } : { text: `  ! ${text}`, ink: level };
}

function describeCount(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** By nearest rank, as the platform's own. */
function percentiles(values: readonly number[]): { p50: number; p95: number } | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

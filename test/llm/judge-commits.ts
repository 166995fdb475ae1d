/** Tells whether the commit tool of a call acted as it must: once for each wish, never too soon, never forgotten. */
import { confirmMs, type WatchedCall } from "./commit-watch.ts";

/** How hard the calls were. */
export interface Seen {
  runs: number;
  withdrawn: number;
  reconnections: number;
  repeats: number;
  laterWishes: number;
  early: number;
  dropped: number;
}

export function nothingSeen(): Seen {
  return { runs: 0, withdrawn: 0, reconnections: 0, repeats: 0, laterWishes: 0, early: 0, dropped: 0 };
}

/** @returns what went wrong; adds to `seen` what was tried. */
export function judgeCommits(call: WatchedCall, seen: Seen): string[] {
  const { runs, generations, platformTurns, report } = call;
  const problems: string[] = [];
  runs.forEach((run, index) => {
    const { mark, turn, startedAtMs } = run;
    if (run.wasWithdrawn) problems.push(`${mark} ran for a withdrawn request`);
    if (startedAtMs - turn.askedAtMs < confirmMs) problems.push(`${mark} did not wait for the confirmation`);
    const wentOn = run.callerHeardAtMs > turn.askedAtMs;
    if (wentOn && startedAtMs - run.callerHeardAtMs < 2 * confirmMs)
      problems.push(`${mark} ran while the caller spoke`);
    for (const earlier of runs.slice(0, index)) {
      // Only an answer that was heard to its end, and knew the outcome, makes the same call a new wish.
      const wasHeard = generations.some(({ responseId, told }) => {
        const answer = platformTurns.get(responseId ?? Number.NaN);
        return told.includes(earlier.mark) && answer?.outcome === "spoken" && answer.endedAtMs <= turn.askedAtMs;
      });
      if (wasHeard) seen.laterWishes += 1;
      else problems.push(`${earlier.mark} and ${mark} are one wish`);
    }
  });
  for (const { atMs, told } of generations) {
    for (const { mark, endedAtMs } of runs) {
      const isDone = endedAtMs !== undefined && endedAtMs < atMs;
      if (isDone && !told.includes(mark)) problems.push(`the result of ${mark} was lost`);
    }
  }
  seen.runs += runs.length;
  seen.early += call.earlyGenerations;
  seen.dropped += call.droppedGenerations;
  seen.withdrawn += [...platformTurns.values()].filter(({ outcome }) => outcome === "withdrawn").length;
  seen.reconnections += report.connections - 1;
  seen.repeats += generations.filter(({ told }) => told.includes("was not done again")).length;
  return problems;
}

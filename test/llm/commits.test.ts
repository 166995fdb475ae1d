/** Tools that change the world do so once for each wish, whatever callers, platforms and connections do. */
import { describe, expect, it } from "vitest";
import { confirmMs, watchCall } from "./commit-watch.ts";

const callCount = 1_000;
const callsPerTest = 100;

const seen = { runs: 0, withdrawn: 0, reconnections: 0, repeats: 0, laterWishes: 0, early: 0, dropped: 0 };

describe("a commit tool", () => {
  for (let from = 1; from <= callCount; from += callsPerTest) {
    it(`acts once for each wish, and is never forgotten (seeds from ${from})`, async () => {
      const problems: string[] = [];
      for (let seed = from; seed < from + callsPerTest; seed += 1) problems.push(...(await judge(seed)));
      expect(problems).toEqual([]);
    }, 60_000);
  }

  it("does the same for the same seed", async () => {
    const [one, other] = [await watchCall(33), await watchCall(33)];
    expect(one.generations).toEqual(other.generations);
    expect(one.report.call.transcript).toBe(other.report.call.transcript);
  });

  it("was tried hard", () => {
    expect(seen.runs).toBeGreaterThan(callCount);
    expect(seen.withdrawn).toBeGreaterThan(callCount / 4);
    expect(seen.reconnections).toBeGreaterThan(callCount / 10);
    expect(seen.repeats).toBeGreaterThan(callCount / 10);
    expect(seen.laterWishes).toBeGreaterThan(callCount / 20);
    expect(seen.early - seen.dropped).toBeGreaterThan(callCount / 10);
    expect(seen.dropped).toBeGreaterThan(callCount / 20);
  });
});

async function judge(seed: number): Promise<string[]> {
  const call = await watchCall(seed);
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
  return problems.map((problem) => `seed ${seed}: ${problem}`);
}

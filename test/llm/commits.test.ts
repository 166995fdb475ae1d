/** Tools that change the world do so once for each wish, whatever callers, platforms and connections do. */
import { describe, expect, it } from "vitest";
import { watchCall } from "./commit-watch.ts";
import { judgeCommits, nothingSeen } from "./judge-commits.ts";

const callCount = 1_000;
const callsPerTest = 100;

const seen = nothingSeen();

describe("a commit tool", () => {
  for (let from = 1; from <= callCount; from += callsPerTest) {
    it(`acts once for each wish, and is never forgotten (seeds from ${from})`, async () => {
      const problems: string[] = [];
      for (let seed = from; seed < from + callsPerTest; seed += 1) {
        for (const problem of judgeCommits(await watchCall(seed), seen)) problems.push(`seed ${seed}: ${problem}`);
      }
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

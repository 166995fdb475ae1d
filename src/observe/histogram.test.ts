import fc from "fast-check";
import { expect, test } from "vitest";
import { createHistogram } from "./histogram.ts";

test("an empty histogram is all zeros", () => {
  expect(createHistogram().snapshot()).toEqual({
    count: 0,
    sumMs: 0,
    minMs: 0,
    maxMs: 0,
    p50Ms: 0,
    p90Ms: 0,
    p99Ms: 0,
  });
});

test("percentiles are true to an eighth of the value, for any times", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 300 }), (times) => {
      const histogram = createHistogram();
      for (const ms of times) histogram.record(ms);
      const snapshot = histogram.snapshot();
      const sorted = [...times].sort((left, right) => left - right);
      for (const [share, found] of [
        [0.5, snapshot.p50Ms],
        [0.9, snapshot.p90Ms],
        [0.99, snapshot.p99Ms],
      ] as const) {
        const exact = sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
        expect(found).toBeGreaterThanOrEqual(exact - 1);
        expect(found).toBeLessThanOrEqual(exact * 1.125 + 1);
      }
      expect(snapshot.count).toBe(times.length);
      expect([snapshot.minMs, snapshot.maxMs]).toEqual([sorted[0], sorted.at(-1)]);
    }),
  );
});

test("times beyond the last bucket, and below zero, are counted", () => {
  const histogram = createHistogram();
  histogram.record(-5);
  histogram.record(10_000_000);
  expect(histogram.snapshot()).toMatchObject({ count: 2, minMs: 0, maxMs: 10_000_000, p99Ms: 10_000_000 });
});

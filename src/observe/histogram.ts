/** Counts times in a fixed number of buckets, so that its memory never grows. */

/** Plain numbers of a histogram; all times in ms, all 0 while it is empty. */
export interface HistogramSnapshot {
  readonly count: number;
  readonly sumMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** Percentiles, exact to the width of a bucket: about an eighth of the value. */
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
}

export interface Histogram {
  /** Times below 0 count as 0. */
  record(ms: number): void;
  snapshot(): HistogramSnapshot;
}

/** Each bucket ends an eighth above the one before: 1 ms to about ten minutes in this many. */
const bucketCount = 115;
const growth = 1.125;

export function createHistogram(): Histogram {
  const counts = new Uint32Array(bucketCount);
  let count = 0;
  let sumMs = 0;
  let minMs = 0;
  let maxMs = 0;

  const percentile = (share: number): number => {
    const rank = Math.ceil(count * share);
    let seen = 0;
    for (const [index, inBucket] of counts.entries()) {
      seen += inBucket;
      // The last bucket is open to above, and no bucket may say more than what was seen.
      if (seen >= rank) return index === bucketCount - 1 ? maxMs : Math.min(maxMs, Math.max(minMs, upperEnd(index)));
    }
    return maxMs;
  };

  return {
    record(ms) {
      const value = Math.max(0, ms);
      const index = bucketOf(value);
      counts[index] = (counts[index] ?? 0) + 1;
      minMs = count === 0 ? value : Math.min(minMs, value);
      maxMs = Math.max(maxMs, value);
      count += 1;
      sumMs += value;
    },
    snapshot: () => ({
      count,
      sumMs,
      minMs,
      maxMs,
      p50Ms: count === 0 ? 0 : percentile(0.5),
      p90Ms: count === 0 ? 0 : percentile(0.9),
      p99Ms: count === 0 ? 0 : percentile(0.99),
    }),
  };
}

function bucketOf(ms: number): number {
  if (ms <= 1) return 0;
  return Math.min(bucketCount - 1, Math.ceil(Math.log(ms) / Math.log(growth)));
}

/** The last bucket index starts where the one before ends. */
function upperEnd(index: number): number {
  return Math.round(growth ** index);
}

/** How times and sizes are written on the page. */

/** A moment in a call, such as `1:02.3`. */
export function formatMoment(ms: number): string {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  const seconds = Math.floor(tenths / 10);
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}.${tenths % 10}`;
}

export function formatBytes(count: number): string {
  return count < 10_000 ? `${count} B` : `${(count / 1_024).toFixed(1)} kB`;
}

/** Stands before numbers that nobody has counted. */
export const estimatedSign = "≈";

interface MaybeEstimated {
  readonly isEstimated: boolean;
}

const counted: MaybeEstimated = { isEstimated: false };

/** Such as `12,345`, or `≈ 12,345`. */
export function formatCount(count: number, { isEstimated } = counted): string {
  return `${signOf(isEstimated)}${Math.round(count).toLocaleString("en-GB")}`;
}

/** US dollars, such as `$0.0042` or `≈ $1.20`. */
export function formatCost(usd: number, { isEstimated } = counted): string {
  if (usd > 0 && usd < 0.00005) return "< $0.0001";
  return `${signOf(isEstimated)}$${usd.toFixed(usd === 0 || usd >= 1 ? 2 : 4)}`;
}

function signOf(isEstimated: boolean): string {
  return isEstimated ? `${estimatedSign}\u00a0` : "";
}

/** "1 call", "2 calls". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** How many pixels a second takes on the timeline, and where its ticks are. */

/** In CSS pixels a second, from far to near. */
export const zoomLevels = [2, 3, 5, 8, 12, 20, 30, 45, 80, 120, 200, 320] as const;
export const defaultZoom = 8;

/** The widest zoom with which a call fits. */
export function fittingZoom(durationMs: number, width: number): number {
  const index = zoomLevels.findLastIndex((pixels) => (durationMs / 1_000) * pixels <= width);
  return Math.max(0, index);
}

/** Seconds between two ticks, so that their labels have room. */
export function tickSeconds(pixelsPerSecond: number): number {
  return [0.5, 1, 2, 5, 10, 30, 60].find((seconds) => seconds * pixelsPerSecond >= 70) ?? 60;
}

/** Times of a call as people read them. */
import type { TurnTiming } from "../../platform/index.ts";

/** `480 ms`, `1.25 s` */
export function describeMs(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;
}

/** `23 s`, `4 min 5 s`, `10 min` */
export function describeDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return [minutes > 0 ? `${minutes} min` : "", rest > 0 || minutes === 0 ? `${rest} s` : ""].join(" ").trim();
}

/** How long the server took: to its first text, and to the first whole sentence, from where the agent can speak. */
export function describeTiming({ firstTextMs, firstSentenceMs }: TurnTiming): string {
  if (firstTextMs === undefined) return "";
  const sentence = firstSentenceMs === undefined ? "" : `, sentence ${describeMs(firstSentenceMs)}`;
  return `first word ${describeMs(firstTextMs)}${sentence}`;
}

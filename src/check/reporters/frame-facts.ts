/** A message as people read it: when it was, what became of it, and its JSON. */
import { escapeControls, indentJson } from "../../internal/index.ts";
import type { FrameRecord } from "../../platform/index.ts";

/** Whether the message itself shows that something is wrong. */
export function isTelling({ verdict, findings }: FrameRecord): boolean {
  return verdict === "dropped" || verdict === "lost" || findings.length > 0;
}

/** A moment in a call, such as `0:02.340`. */
export function formatMoment(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const seconds = Math.floor(whole / 1_000);
  const rest = `${String(seconds % 60).padStart(2, "0")}.${String(whole % 1_000).padStart(3, "0")}`;
  return `${Math.floor(seconds / 60)}:${rest}`;
}

/** `2026-01-31 08:05 UTC` */
export function formatDate(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** With line breaks where it is JSON; what is not, or was cut short, as it is. Nothing in it moves a cursor. */
export function prettyFrame({ text }: FrameRecord): string {
  return escapeLines(indentJson(text));
}

/** Safe to show, with its line breaks. */
export function escapeLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => escapeControls(line.replaceAll("\t", "  ")))
    .join("\n");
}

/** A line for each message: `0:02.340 from the server, response #1, dropped: {…}`. Not yet safe to show. */
export function frameLines(frames: readonly FrameRecord[]): string[] {
  return frames.map(({ atMs, direction, type, responseId, verdict, findings, text }) => {
    const id = responseId === undefined ? "" : ` #${responseId}`;
    const remarks = [verdict, ...findings].join(", ");
    const end = direction === "to-server" ? "to the server" : "from the server";
    return `${formatMoment(atMs)} ${end}, ${type}${id}, ${remarks}: ${text}`;
  });
}

/** A message as people read it: its gist in one line. */
import type { FrameRecord } from "../../../src/platform/index.ts";

const gistLength = 160;

/** The gist: what was said, or the fields that matter. */
export function frameGist({ text }: FrameRecord): string {
  // A long transcript is at the front, what is new at its end.
  const said = [...text.slice(-2_000).matchAll(/"content":\s*"((?:[^"\\]|\\.)*)"/g)].at(-1)?.[1];
  if (said !== undefined && said !== "") return said.slice(0, gistLength);
  return text.replace(/^\{|\}$/g, "").slice(0, gistLength);
}

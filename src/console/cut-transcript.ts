/** Cuts the transcript in a message to its end, as the platform's own log does: every message repeats all before it. */

/** Utterances that stay. */
const keptUtterances = 2;

/** @returns the same text when there is nothing to cut. */
export function cutTranscript(text: string): string {
  const message = parseObject(text);
  if (message === undefined) return text;
  let isCut = false;
  for (const name of ["transcript", "transcript_with_tool_calls"]) {
    const items = message[name];
    if (!Array.isArray(items) || items.length <= keptUtterances) continue;
    message[name] = items.slice(-keptUtterances);
    isCut = true;
  }
  return isCut ? JSON.stringify(message) : text;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

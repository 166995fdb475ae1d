/** What a tool gives and takes as text: for the model, and for the platform's record. */
import type { ModelToolCall, ModelToolResult } from "./model.ts";

/** Characters of a result that are told: more would push the conversation out of the model's sight. */
const mostCharacters = 20_000;

/** Text as it is, anything else as JSON; nothing at all is "done". Of a very long one the beginning. Never throws. */
export function toText(output: unknown): string {
  if (typeof output === "string") return shortened(output);
  try {
    return shortened(JSON.stringify(output, bigIntAsText) ?? "done");
  } catch {
    // It was done, whatever its output is like: a failure would have it done again.
    return "done (the result cannot be written as JSON)";
  }
}

/** What went wrong, without a full stop at the end. Never throws. */
export function reasonOf(error: unknown): string {
  try {
    const text = error instanceof Error ? error.message || error.name : String(error);
    return shortened(text.trim()).replace(/\.$/, "") || "no reason was given";
  } catch {
    return "no reason was given";
  }
}

/** The platform wants a JSON object, as a string. Never throws. */
export function toArguments(input: unknown): string {
  const isObject = typeof input === "object" && input !== null && !Array.isArray(input);
  try {
    return JSON.stringify(isObject ? input : input === undefined ? {} : { input }, bigIntAsText) ?? "{}";
  } catch {
    return "{}";
  }
}

export function failure({ callId, name }: ModelToolCall, content: string): ModelToolResult {
  return { callId, name, content, successful: false };
}

function bigIntAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function shortened(text: string): string {
  if (text.length <= mostCharacters) return text;
  return `${text.slice(0, mostCharacters)} … (This is the beginning of ${text.length} characters.)`;
}

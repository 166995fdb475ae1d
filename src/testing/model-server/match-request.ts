/** Says in which way a request is not what the script expects. */
import type { ModelServerMessage, ModelServerRequest } from "./request.ts";
import type { RequestPattern } from "./script.ts";

/** @returns what is wrong, in a sentence without its full stop; undefined when the request fits. */
export function mismatch(request: ModelServerRequest, pattern: RequestPattern): string | undefined {
  if (typeof pattern === "function") return judge(request, pattern);
  const { lastUserText, instructions, lastToolResult, toolNames } = pattern;
  const newest = (role: ModelServerMessage["role"]): string | undefined =>
    request.messages.findLast((message) => message.role === role)?.text;
  return (
    textMismatch("the newest message of the user", newest("user"), lastUserText) ??
    textMismatch("the instructions", request.instructions, instructions) ??
    textMismatch("the newest result of a tool", newest("tool"), lastToolResult) ??
    namesMismatch(request.toolNames, toolNames)
  );
}

function judge(request: ModelServerRequest, fits: (request: ModelServerRequest) => unknown): string | undefined {
  try {
    return fits(request) === false ? "expect() answered false" : undefined;
  } catch (error) {
    return `expect() threw: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function textMismatch(
  what: string,
  text: string | undefined,
  pattern: string | RegExp | undefined,
): string | undefined {
  if (pattern === undefined) return undefined;
  if (text === undefined) return `${what} should hold ${show(pattern)}, but there is none`;
  const fits = typeof pattern === "string" ? text.includes(pattern) : text.search(pattern) !== -1;
  return fits ? undefined : `${what} should hold ${show(pattern)}, but is ${show(text)}`;
}

function namesMismatch(names: readonly string[], expected: readonly string[] | undefined): string | undefined {
  if (expected === undefined) return undefined;
  const show = (list: readonly string[]): string => `[${[...list].sort().join(", ")}]`;
  return show(names) === show(expected) ? undefined : `the tools should be ${show(expected)}, but are ${show(names)}`;
}

function show(value: string | RegExp): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

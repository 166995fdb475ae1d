/**
 * What an agent threw in a call of a test, for the message of a test that fails. It is kept beside the report and not
 * in it: a report may be stored, and what was thrown may quote the conversation.
 */
import { inspect } from "node:util";
import type { CallReport } from "../platform/index.ts";
import type { SessionEvent } from "../session/index.ts";

/** As often as each was thrown. */
export type Thrown = ReadonlyMap<string, number>;

/** Different ones; one call of a test does not need more. */
const mostThrown = 10;
const longestText = 300;
const thrownIn = new WeakMap<CallReport, Thrown>();

export function keepThrown(report: CallReport, thrown: Thrown): void {
  thrownIn.set(report, thrown);
}

/** @returns what was thrown in the call of this report; nothing for reports of other calls. */
export function thrownBy(report: CallReport): Thrown {
  return thrownIn.get(report) ?? new Map();
}

/** Counts what the event tells to have been thrown, if it does. */
export function countThrown(thrown: Map<string, number>, event: SessionEvent): void {
  const told = event.type === "agent-noted" ? event.note : event.type === "problem" ? event : {};
  if (!("error" in told) || told.error === undefined) return;
  const { error } = told;
  const text = (error instanceof Error ? `${error.name}: ${error.message}` : inspect(error)).slice(0, longestText);
  if (thrown.size < mostThrown || thrown.has(text)) thrown.set(text, (thrown.get(text) ?? 0) + 1);
}

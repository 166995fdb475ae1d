/** What a call is written on for a person: one page prints finished lines, the other draws while somebody speaks. */

/** How much a note matters; `plain` is of the call's own making. */
export type NoteLevel = "plain" | "warning" | "error";

/** A line that is no part of the conversation. */
export interface AsideLine {
  /** Where it is broken, what follows stands below its first word and not below its indent. */
  readonly text: string;
  /** @default "plain" */
  readonly ink?: "plain" | "dim" | "warning" | "error";
}

export interface Page {
  /** A line beside the conversation. */
  note(text: string, level?: NoteLevel): void;
  /** What the caller is understood to say so far; each replaces the one before. */
  callerSoFar(text: string): void;
  /** What the caller said in the end. */
  callerSaid(text: string): void;
  agentStarts(): void;
  /** A word as it is heard, with the white space around it. */
  agentSays(word: string): void;
  /**
   * The agent's line is over.
   * @param unheard what the caller did not hear, when the agent was cut off.
   * @param times how long it took, in words.
   */
  agentStops(unheard: string | undefined, times: string): void;
  /** Lines before, after or between what is said. */
  write(lines: readonly AsideLine[]): void;
}

/** Nobody wants to read pages of what was not said. */
const mostUnheardCharacters = 160;

/** ` — cut off: …` */
export function describeUnheard(unheard: string): string {
  const text = unheard.trim();
  return ` — cut off: ${text.length > mostUnheardCharacters ? `${text.slice(0, mostUnheardCharacters)}…` : text}`;
}

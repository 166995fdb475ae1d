/** Prints a call as finished lines, for files, pipes and terminals that cannot draw. */
import { describeUnheard, type NoteLevel, type Page } from "./page.ts";

const marks: Readonly<Record<NoteLevel, string>> = { plain: "·", warning: "!", error: "!" };

/** @param print is given one line at a time. */
export function createPlainPage(print: (line: string) => void): Page {
  let agentLine = "";
  return {
    note: (text, level = "plain") => print(`       ${marks[level]} ${text}`),
    // Whoever reads finished lines does not want the unfinished ones.
    callerSoFar: () => undefined,
    callerSaid: (text) => print(`you    ${text}`),
    agentStarts: () => {
      agentLine = "";
    },
    agentSays: (word) => {
      agentLine += word;
    },
    agentStops(unheard, times) {
      const cutOff = unheard === undefined ? "" : describeUnheard(unheard);
      print(`agent  ${agentLine.trim()}${cutOff}${times === "" ? "" : `  (${times})`}`);
    },
    write: (lines) => {
      for (const { text } of lines) print(text);
    },
  };
}

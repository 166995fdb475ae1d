/** Who is told of a call while it runs: a person, on a page, or a program, in JSON Lines. */
import type { CallEvent, CallReport } from "../../platform/index.ts";
import type { Screen } from "../screen.ts";
import { Narrator } from "./narrator.ts";
import type { Page } from "./page.ts";
import { showText } from "./show-text.ts";
import { summarise } from "./summary.ts";

export interface CallView {
  /** The call is being placed. */
  open(lines: readonly string[]): void;
  hear(event: CallEvent): void;
  /** The caller typed a line and sent it. */
  typed(text: string): void;
  /** A word of the command itself. */
  tell(lines: readonly string[]): void;
  /** The server could not be reached. */
  fail(explanation: string): void;
  /** The call is over. */
  finish(report: CallReport): void;
}

export interface PersonViewOptions {
  readonly page: Page;
  /** The caller's words are typed on the same page. */
  readonly callerTypes: boolean;
}

export function createPersonView({ page, callerTypes }: PersonViewOptions): CallView {
  const narrator = new Narrator(page, { callerTypes });
  return {
    open: (lines) => page.write(lines.map((text) => ({ text }))),
    hear: (event) => narrator.hear(event),
    typed(text) {
      // Elsewhere the call itself tells what was heard.
      if (callerTypes) page.callerSaid(showText(text));
    },
    tell: (lines) => page.write(lines.map((text) => ({ text: `       ${text}`, ink: "dim" }))),
    fail: (explanation) => page.note(showText(explanation), "error"),
    finish: (report) => page.write(summarise(report)),
  };
}

/** The output holds nothing but JSON; what a person should know goes to the error stream. */
export function createJsonView(screen: Screen): CallView {
  return {
    open: () => undefined,
    hear: (event) => screen.print(JSON.stringify(event)),
    typed: () => undefined,
    tell(lines) {
      for (const line of lines) screen.printError(line);
    },
    fail: (explanation) => screen.printError(`repartee: ${showText(explanation)}`),
    finish: (report) => screen.print(JSON.stringify({ type: "report", report })),
  };
}

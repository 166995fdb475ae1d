/** For a terminal: colours and signs. */
import type { Reporter } from "./reporter.ts";
import { type Ink, renderText, type TextStyle } from "./text-report.ts";

const codes: Readonly<Record<Exclude<Ink, "plain">, string>> = {
  strong: "1",
  dim: "2",
  bad: "31",
  warning: "33",
  good: "32",
};

const marks: TextStyle["marks"] = {
  fails: "✗",
  "could-not-tell": "?",
  "not-applicable": "–",
  holds: "✓",
  "to-server": "→",
  "from-server": "←",
};

export const pretty: Reporter = {
  description: "for a terminal, with colours: failures first, each with what to do",
  extension: "txt",
  render(report, { columns, colours = true } = {}) {
    const paint = (text: string, ink: Ink): string =>
      !colours || ink === "plain" || text === "" ? text : `\u001b[${codes[ink]}m${text}\u001b[0m`;
    return renderText(report, { marks, paint }, columns);
  },
};

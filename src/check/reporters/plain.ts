/** For a log or a file: nothing but plain characters, unless the server's own words have others. */
import type { Reporter } from "./reporter.ts";
import { renderText, type TextStyle } from "./text-report.ts";

const style: TextStyle = {
  paint: (text) => text,
  marks: {
    fails: "x",
    "could-not-tell": "?",
    "not-applicable": "-",
    holds: "+",
    "to-server": "->",
    "from-server": "<-",
  },
};

export const plain: Reporter = {
  description: "the same without colours and signs, for a log",
  extension: "txt",
  render: (report, { columns } = {}) => renderText(report, style, columns),
};

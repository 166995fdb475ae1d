/** A call as a file: JSON Lines that can be opened again, or one HTML file that shows itself without a network. */
import type { Recording } from "../platform/index.ts";
import type { ViewerData } from "./feed.ts";

/** The format of `recordCall`. A call that is still up breaks off where it is. */
export function toJsonLines({ head, events, report }: Recording): string {
  const last = report === undefined ? [] : [{ type: "report", report }];
  return [head, ...events, ...last].map((value) => `${JSON.stringify(value)}\n`).join("");
}

const openTag = '<script type="application/json" id="recording">';
const placeholder = `${openTag}</script>`;

/** @returns undefined when the template has no place for the call. */
export function toViewerPage(template: string, data: ViewerData): string | undefined {
  const at = template.indexOf(placeholder);
  if (at < 0) return undefined;
  const from = at + openTag.length;
  return template.slice(0, from) + toInertJson(data) + template.slice(from);
}

/** Nothing that was said in a call may end the element, open a comment or be a line break of a script. */
function toInertJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

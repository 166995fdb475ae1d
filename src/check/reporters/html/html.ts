/** One page that shows a report without a network: no script, no picture, nothing but itself. */
import { createHash } from "node:crypto";
import type { CheckReport } from "../../report.ts";
import { conclude } from "../conclusion.ts";
import type { Reporter } from "../reporter.ts";
import { auditEntries } from "./audit-entries.ts";
import { html as markup } from "./markup.ts";
import { groupOverview, outcomeFilter, pageHead } from "./overview.ts";
import { pageStyle } from "./page-style.ts";

/** Even if something of a server got past the escaping, nothing would run and nobody would be asked. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(pageStyle).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

export const html: Reporter = {
  description: "one page for a browser, offline: every failure with its messages",
  extension: "html",
  render(report) {
    const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${`${conclude(report).sentence} Check of ${report.url}`}</title>
<style>${{ markup: pageStyle }}</style>
</head>
<body>
<main>
${pageHead(report)}
${groupOverview(report)}
${outcomeFilter(report)}
${auditEntries(report)}
${settingsOf(report)}
</main>
</body>
</html>
`;
    return page.markup;
  },
};

function settingsOf({ settings }: CheckReport): ReturnType<typeof markup> {
  const rows = Object.entries(settings).map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd>${value.toLocaleString("en")}</dd></div>`,
  );
  return markup`<details class="settings panel"><summary>Settings of this check</summary><dl>${rows}</dl></details>`;
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  hostileReport,
  makeFrame,
  makeReport,
  makeResult,
  mixedReport,
} from "../../../../test/support/check-report.ts";
import { html } from "./html.ts";
import { html as markup } from "./markup.ts";
import { pageStyle } from "./page-style.ts";

describe("a template of HTML", () => {
  test("lets text be nothing but text, in an element and in an attribute", () => {
    const { markup: rendered } = markup`<p title="${'"><b>'}">${"</p><script>&'\u001b[2J\u202e"}</p>`;
    expect(rendered).toBe('<p title="&quot;&gt;&lt;b&gt;">&lt;/p&gt;&lt;script&gt;&amp;&#39;\\u001b[2J\\u202e</p>');
  });

  test("takes lists, numbers, other templates, and nothing", () => {
    const { markup: rendered } = markup`<ul>${[1, 2].map((item) => markup`<li>${item}</li>`)}${undefined}</ul>`;
    expect(rendered).toBe("<ul><li>1</li><li>2</li></ul>");
  });

  test("never lets a character of markup through", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."<>&\"'/=;#a1 \n\u0000\u001b") }), (text) => {
        expect(markup`${text}`.markup).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
      { seed: 20_260_131 },
    );
  });
});

describe("the page", () => {
  test("names every audit", () => {
    const page = html.render(mixedReport);
    for (const { id } of mixedReport.results) expect(page).toContain(`id="audit-${id}"`);
  });

  test("allows its own style sheet, and nothing else: no script, no picture, no address", () => {
    const page = html.render(mixedReport);
    const [, style = ""] = /<style>([\s\S]*)<\/style>/.exec(page) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(page).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|\sstyle=|\ssrc=|url\(/);
    expect(page).not.toMatch(/\shref="(?!#audit-)/);
  });

  test("has no element or attribute of a server's making", () => {
    const tags = (page: string): Set<string> => new Set([...page.matchAll(/<(\/?[a-z][^\s>]*)/g)].map(([tag]) => tag));
    expect([...tags(html.render(hostileReport))].filter((tag) => !tags(html.render(mixedReport)).has(tag))).toEqual([]);
  });

  test("stays small, however many failures there are", () => {
    const failing = mixedReport.results.filter(({ verdict }) => verdict.outcome === "fails");
    const page = html.render(
      makeReport(Array.from({ length: 100 }, () => failing[0] ?? makeResult({ outcome: "holds" }))),
    );
    expect(page.length).toBeLessThan(500_000);
  });

  test("opens the first messages that show a fault, and no others", () => {
    const frames = Array.from({ length: 9 }, (_, index) =>
      makeFrame({ index, verdict: index < 4 ? "accepted" : "dropped" }),
    );
    const page = html.render(makeReport([makeResult({ outcome: "fails", reason: "no", frames })]));
    const isOpen = [...page.matchAll(/<details class="frame from-server"( open)?>/g)].map(
      ([, open]) => open !== undefined,
    );
    expect(isOpen).toEqual([false, false, false, false, true, true, true, false, false]);
  });

  test("has the dashboard's colours", () => {
    const dashboard = readFileSync(new URL("../../../../web/src/styles/tokens.css", import.meta.url), "utf8");
    const tokens = [...pageStyle.matchAll(/^ {2}(--[\w-]+: .*;)$/gm)].map(([, token]) => token ?? "");
    expect(tokens.filter((token) => !dashboard.includes(token))).toEqual([
      "--good-ground: light-dark(#e1f4e9, #12301f);",
    ]);
  });
});

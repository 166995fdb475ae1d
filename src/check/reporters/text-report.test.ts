import { describe, expect, test } from "vitest";
import { hostileReport, makeFrame, makeReport, makeResult, mixedReport } from "../../../test/support/check-report.ts";
import { conclude } from "./conclusion.ts";
import { plain } from "./plain.ts";
import { pretty } from "./pretty.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them.
const colours = /\u001b\[[0-9;]*m/g;

describe("the text of a check", () => {
  test("shows failures first, then what else is not known to hold, then counts, and last what it comes to", () => {
    expect(plain.render(mixedReport)).toMatchInlineSnapshot(`
      "Check of wss://voice.example.test/llm-websocket/?key=…
      2026-01-31 08:05 UTC, 7 audits in 12.3 s

      x MUST    greeting-completed
        Completes the greeting
        no message under id 0 had content_complete true

        sent       nothing: the server speaks first
        came back  2 messages under id 0, none of them complete
        platform   The agent's turn hangs until the caller speaks: no reminder comes,
                   and half a sentence is never spoken.
        to do      Send content_complete true on the last message under id 0, also
                   when its content is empty.

          0:02.340 <- response #0  {"response_type":"response","response_id":0,"conte…
          0:02.410 <- response #0  dropped, bad-event
            {"response_type":"response","response_id":0,"content":"How may I
            help?","content_complete":"true"}
          0:03.000 -> response_required #1  {"interaction_type":"response_required","…

      x SHOULD  made-up-should
        Is quick to say something
        the first text came after 2.3 s

      x MAY     made-up-may
        Keeps its software to itself
        the server says which software it runs

      ? Could not tell (1)
        the greeting was not completed
          MUST    greeting-once

      - Not applicable (1)
        it sends no config
          MUST    greeting-after-config

      + Holds (2)
        greeting-in-time (after 12 ms), 1 without a note

        Greeting   x?-+  1 fails, 1 could not be told, 1 does not apply, 1 holds
        Streaming  x     1 fails
        Security   x+    1 fails, 1 holds

      Not sound: 1 MUST, 1 SHOULD and 1 MAY fail.
      "
    `);
  });

  test("leaves out no audit: each is named, or counted where it only holds", () => {
    const holding = mixedReport.results.filter(({ verdict }) => verdict.outcome === "holds" && !verdict.note);
    expect(holding).not.toEqual([]);
    for (const reporter of [plain, pretty]) {
      const text = reporter.render(mixedReport);
      for (const result of mixedReport.results) if (!holding.includes(result)) expect(text).toContain(result.id);
      expect(text).toContain(`${holding.length} without a note`);
    }
  });

  test("names groups instead of many audits that one reason stands for", () => {
    const untold = { outcome: "could-not-tell", reason: "the server is gone" } as const;
    const results = Array.from({ length: 17 }, (_, index) =>
      makeResult(untold, { id: `one-${index}`, group: "turns" }),
    );
    const text = plain.render(makeReport([...results, makeResult(untold, { id: "other", group: "load" })]));
    expect(text).toContain("18 of turns, load");
    expect(text).not.toContain("one-3");
    expect(plain.render(makeReport(results.slice(1)))).toContain("one-3");
  });

  test("names each reason once, with all audits that it stands for, those of the highest level first", () => {
    const untold = { outcome: "could-not-tell", reason: "the greeting never came" } as const;
    const text = plain.render(
      makeReport([
        makeResult(untold, { id: "one", level: "SHOULD" }),
        makeResult(untold, { id: "two" }),
        makeResult(untold, { id: "three" }),
      ]),
    );
    expect(text.match(/the greeting never came/g)).toHaveLength(1);
    expect(text).toContain("    MUST    two, three\n    SHOULD  one\n");
  });

  test("sorts failures by level", () => {
    const fails = { outcome: "fails", reason: "no", frames: [] } as const;
    const text = plain.render(
      makeReport([
        makeResult(fails, { id: "third", level: "MAY" }),
        makeResult(fails, { id: "second", level: "SHOULD" }),
        makeResult(fails, { id: "first" }),
      ]),
    );
    expect(text.match(/first|second|third/g)).toEqual(["first", "second", "third"]);
  });

  test("shows the beginning and the end of many messages, and says how many are between", () => {
    const frames = Array.from({ length: 20 }, (_, index) => makeFrame({ index, responseId: index }));
    const text = plain.render(makeReport([makeResult({ outcome: "fails", reason: "no", frames })]));
    expect(text.match(/#\d+/g)).toEqual(["#0", "#1", "#2", "#3", "#16", "#17", "#18", "#19"]);
    expect(text).toContain("… 12 more; the html reporter shows them all");
  });

  test.each([40, 60, 80, 200])("keeps to %i columns", (columns) => {
    const frame = makeFrame({ text: JSON.stringify({ content: "漢字".repeat(200) }), findings: [] });
    const report = makeReport([
      makeResult({ outcome: "fails", reason: "a ".repeat(200), sent: "漢字".repeat(200), frames: [frame] }),
      makeResult({ outcome: "could-not-tell", reason: "b".repeat(300) }),
    ]);
    const lines = plain.render(report, { columns }).split("\n");
    const isWide = /[\u3000-\u9fff]/g;
    const widths = lines.map((line) => line.length + (line.match(isWide)?.length ?? 0));
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
  });

  test.each([plain, pretty])("lets nothing of a server move a cursor or forge a line", ({ render }) => {
    const text = render(hostileReport).replace(colours, "");
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
    expect(text.split("\n").filter((line) => line.startsWith("::") || line.startsWith("##"))).toEqual([]);
    expect(text).toContain("\\u001b[2J");
  });

  test("has colours only where they were asked for, and says the same without", () => {
    expect(pretty.render(mixedReport)).toMatch(colours);
    expect(pretty.render(mixedReport, { colours: false })).not.toMatch(colours);
    expect(pretty.render(mixedReport, { colours: false })).toBe(pretty.render(mixedReport).replace(colours, ""));
    expect(plain.render(mixedReport)).not.toMatch(colours);
  });

  test("shows a server that was not reached, and a report without any result", () => {
    const unreached = makeReport(
      [makeResult({ outcome: "could-not-tell", reason: "the server could not be reached" })],
      {
        isReached: false,
        isSound: false,
      },
    );
    expect(plain.render(unreached).trimEnd().split("\n").at(-1)).toBe(conclude(unreached).sentence);
    expect(plain.render(makeReport([]))).toContain("Sound: no MUST was to be checked.");
  });
});

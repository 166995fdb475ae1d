import { expect, test } from "vitest";
import { makeFrame } from "../../../test/support/check-report.ts";
import { escapeLines, formatDate, formatMoment, frameLines, isTelling } from "./frame-facts.ts";

test("a message is telling when it was lost, dropped, or found to have something", () => {
  const verdicts = ["sent", "accepted", "lost", "dropped"] as const;
  expect(verdicts.map((verdict) => isTelling(makeFrame({ verdict })))).toEqual([false, false, true, true]);
  expect(isTelling(makeFrame({ findings: ["markdown-spoken"] }))).toBe(true);
});

test("times are written as people read them", () => {
  expect([-5, 0, 999.6, 62_340].map(formatMoment)).toEqual(["0:00.000", "0:00.000", "0:01.000", "1:02.340"]);
  expect(formatDate(Date.UTC(2026, 0, 31, 8, 5, 59))).toBe("2026-01-31 08:05 UTC");
});

test("text keeps its line breaks, and nothing else that moves a cursor", () => {
  expect(escapeLines("a\r\nb\tc\rd\u001b[2J\u2028\n")).toBe("a\nb  c\\u000dd\\u001b[2J\\u2028\n");
});

test("a message is one line of facts", () => {
  expect(frameLines([makeFrame({ text: "{}", verdict: "dropped", findings: ["bad-event"] })])).toEqual([
    "0:02.340 from the server, response #0, dropped, bad-event: {}",
  ]);
});

/** What is written of the audits holds: sources are headings of PROTOCOL.md, and the page tells of every audit. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { auditsPage } from "../scripts/docs/audits-page.ts";
import { auditGroups, audits, explainAudit } from "../src/check/index.ts";
import { protocolAnchor } from "../src/check/reporters/protocol-anchor.ts";
import { findingKinds } from "../src/platform/index.ts";

const protocol = readFileSync(new URL("../PROTOCOL.md", import.meta.url), "utf8");
const headings = [...protocol.matchAll(/^#{2,3} (.*)$/gm)].map(([, heading]) => heading ?? "");
const [page] = auditsPage();
const linesOf = (level: number): string[] =>
  [...(page?.content ?? "").matchAll(new RegExp(`^#{${level}} (.*)$`, "gm"))].map(([, heading]) => heading ?? "");

test('the source of every audit is a heading of PROTOCOL.md, or "ours"', () => {
  const known = ["ours", ...headings];
  const unknown = audits.filter(({ source }) => !known.includes(source));
  expect(
    unknown.map(({ id, source }) => `${id}: ${source}`),
    `one of: ${known.join(", ")}`,
  ).toEqual([]);
});

test("headings and anchors agree", () => {
  expect(protocolAnchor({ source: "Order of events" })).toBe("PROTOCOL.md#order-of-events");
  expect(protocolAnchor({ source: "tool_call_result" })).toBe("PROTOCOL.md#tool_call_result");
  // PROTOCOL.md links to itself. A heading that stands there twice has a number behind it the second time.
  const linked = [...protocol.matchAll(/\]\((#[^)]*)\)/g)].map(([, anchor]) => `PROTOCOL.md${anchor}`);
  const anchors = headings.map((source) => protocolAnchor({ source }));
  expect(linked.filter((anchor) => !anchors.includes(anchor.replace(/-1$/, "")))).toEqual([]);
});

test("the page has every group that has audits, and every audit once", () => {
  const groups = new Set(audits.map(({ group }) => group));
  const titles = Object.entries(auditGroups).flatMap(([group, title]) => (groups.has(group as never) ? [title] : []));
  expect(linesOf(2)).toEqual(titles);
  expect(linesOf(3).sort()).toEqual(audits.map(({ id }) => id).sort());
});

test("every audit and every finding can be explained, within 80 columns", () => {
  for (const id of [...audits.map((audit) => audit.id), ...Object.keys(findingKinds)]) {
    const text = explainAudit(id) ?? "";
    expect(text.split("\n")[0]).toBe(id);
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  }
  expect(explainAudit("toString")).toBeUndefined();
  expect(explainAudit("")).toBeUndefined();
});

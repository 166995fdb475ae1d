/** What the check finds out about the guide's own server is what its page says. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { audits, type CheckReport, runCheck } from "../src/check/index.ts";
import { dummyAgent } from "../src/index.ts";
import { startTestServer } from "../src/testing/index.ts";
import { patientSettings } from "./check/settings.ts";
import { createGuideServer } from "./support/guide-server.ts";
import { listen } from "./support/listen.ts";

const page = readFileSync(new URL("../docs/guides/guide-server.md", import.meta.url), "utf8");

/** Level and id of each row of the page's table. */
const listed = [...page.matchAll(/^\| (MUST|SHOULD|MAY) \| `([a-z-]+)` \| \S.*\|$/gm)].map(
  ([, level, id]) => `${level} ${id}`,
);

function failed({ results }: CheckReport): string[] {
  return results.flatMap(({ id, level, verdict }) => (verdict.outcome === "fails" ? [`${level} ${id}`] : []));
}

test("the guide's server fails no MUST, and exactly what the page lists", { timeout: 120_000 }, async () => {
  await using server = await listen(createGuideServer());
  const report = await runCheck({ url: `ws://${server.host}/llm-websocket/`, settings: patientSettings });
  expect(failed(report).sort()).toEqual([
    "MAY reach-slashes",
    "MAY reminder-own-words",
    "SHOULD reconnection-greets-once",
    "SHOULD security-foreign-page",
    "SHOULD types-response-type",
  ]);
  expect(failed(report).sort()).toEqual([...listed].sort());
  const untold = report.results.filter(
    ({ level, verdict }) => level === "MUST" && verdict.outcome === "could-not-tell",
  );
  expect(untold).toEqual([]);
});

test("behind our server the dummy keeps only the fault that is its own", { timeout: 120_000 }, async () => {
  await using server = await startTestServer({ agent: dummyAgent });
  const only = listed.map((row) => row.split(" ")[1] ?? "");
  const report = await runCheck({ url: server.url, only, settings: patientSettings });
  expect(report.results).toHaveLength(listed.length);
  expect(failed(report)).toEqual(["MAY reminder-own-words"]);
});

test("the page is sorted as the levels are, and knows every audit that it names", () => {
  const levels = ["MUST", "SHOULD", "MAY"];
  const order = listed.map((row) => levels.indexOf(row.split(" ")[0] ?? ""));
  expect(order).toEqual([...order].sort((left, right) => left - right));
  const known = audits.map(({ level, id }) => `${level} ${id}`);
  expect(listed.filter((row) => !known.includes(row))).toEqual([]);
});

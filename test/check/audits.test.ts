/** Every audit is proved both ways: sound servers hold it, and a server that breaks it is found out by it alone. */
import { describe, expect, it } from "vitest";
import { audits, type CheckReport, runCheck } from "../../src/check/index.ts";
import { exhibits } from "./broken/index.ts";
import { startModelServer } from "./model-server.ts";
import { testSettings } from "./settings.ts";

function failed(report: CheckReport): string[] {
  return report.results.filter(({ verdict }) => verdict.outcome === "fails").map(({ id }) => id);
}

/** What became of every audit that did not hold, for a message that says enough. */
function unheld(report: CheckReport): Record<string, string> {
  return Object.fromEntries(
    report.results.flatMap(({ id, verdict }) =>
      verdict.outcome === "holds" ? [] : [[id, `${verdict.outcome}: ${verdict.reason}`]],
    ),
  );
}

describe("the table of audits", () => {
  it("gives every audit an id of its own, and all that a reader needs", () => {
    expect(new Set(audits.map(({ id }) => id)).size).toBe(audits.length);
    for (const { id, title, why, advice, source } of audits) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      for (const text of [title, why, advice, source]) expect(text).toMatch(/^\S.{2,}/);
    }
  });

  it("has a broken server for each audit, and none for an audit that is gone", () => {
    expect(Object.keys(exhibits).sort()).toEqual(audits.map(({ id }) => id).sort());
  });
});

describe("a server that does everything right", () => {
  it("fails no audit", { timeout: 60_000 }, async () => {
    await using server = await startModelServer();
    const report = await runCheck({ url: server.url, settings: testSettings });
    expect(failed(report), JSON.stringify(unheld(report), null, 2)).toEqual([]);
    expect(report.isSound).toBe(true);
  });
});

// Several at the same time, as most of the time is waiting.
describe.concurrent("a broken server", { timeout: 60_000 }, () => {
  it.each(Object.entries(exhibits))("that breaks %s fails it, and nothing else", async (id, exhibit) => {
    await using server = await exhibit.start();
    const report = await runCheck({ url: server.url, settings: { ...testSettings, ...exhibit.settings } });
    const expected = [id, ...(exhibit.alsoFails ?? [])];
    expect(failed(report).sort(), JSON.stringify(unheld(report), null, 2)).toEqual(expected.sort());
  });
});

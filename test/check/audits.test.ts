/** Every audit is proved both ways: sound servers hold it, and a server that breaks it is found out by it alone. */
import { describe, expect, it } from "vitest";
import { auditGroups, audits, runCheck } from "../../src/check/index.ts";
import { exhibits } from "./broken/index.ts";
import { failed, provenGroups, unheld } from "./broken/prove.ts";
import { startModelServer } from "./model-server.ts";
import { testSettings } from "./settings.ts";

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

  it("has every group's broken servers put to the test, once", () => {
    expect(Object.values(provenGroups).flat().sort()).toEqual(Object.keys(auditGroups).sort());
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

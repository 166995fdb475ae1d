/** Each reporter tells of a real check all that there is to tell: no audit is ever left out. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { audits, type CheckReport, reporters, runCheck } from "../../src/check/index.ts";
import { parseXml } from "../support/strict-xml.ts";
import { response, startModelServer } from "./model-server.ts";
import { testSettings } from "./settings.ts";

/** What an audit that holds needs not be named by. */
const tellFailuresOnly = ["github"];
/** People read these: what holds is counted, and named where something was measured. */
const countWhatHolds = ["pretty", "plain"];
const tellNoAudit = ["badge"];

describe("of a server that never completes its greeting", () => {
  let report: CheckReport;
  beforeAll(async () => {
    await using server = await startModelServer({
      greet: (peer) => peer.send(response(0, "Hello <b>you</b>. ", { content_complete: false })),
    });
    report = await runCheck({ url: `${server.url}?key=secret`, only: ["greeting"], settings: testSettings });
  });

  test.each(Object.entries(reporters))(
    "%s tells of every audit that is worth it there, and nothing of the URL's secret",
    (name, { render }) => {
      const text = render(report);
      const told = report.results.filter(({ verdict }) => {
        if (tellFailuresOnly.includes(name)) return verdict.outcome === "fails";
        return verdict.outcome !== "holds" || verdict.note !== undefined || !countWhatHolds.includes(name);
      });
      expect(told).not.toEqual([]);
      if (!tellNoAudit.includes(name)) for (const { id } of told) expect(text).toContain(id);
      expect(text).not.toContain("secret");
      expect(text.endsWith("\n")).toBe(true);
    },
  );

  test("what is read by programs can be read, and has the messages", () => {
    const { results } = JSON.parse(reporters.json.render(report)) as CheckReport;
    expect(results.map(({ id }) => id)).toEqual(audits.filter(({ group }) => group === "greeting").map(({ id }) => id));
    const [run] = JSON.parse(reporters.sarif.render(report)).runs;
    expect(run.results).toHaveLength(report.counts.fails);
    const [suite] = parseXml(reporters.junit.render(report)).children;
    expect(suite?.children).toHaveLength(report.results.length);
    for (const { render } of [reporters.json, reporters.sarif, reporters.junit, reporters.html]) {
      expect(render(report)).toMatch(/Hello (?:<|&lt;)b(?:>|&gt;)you/);
    }
  });

  test("the page about the report names each of its fields, and no other", () => {
    const page = readFileSync(new URL("../../docs/reference/check-report.md", import.meta.url), "utf8");
    const [ofReport, ofResult] = page.split("\n| field |").slice(1);
    const fieldsOf = (table = ""): string[] =>
      [...table.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(([, names = ""]) => names.match(/\w+/g) ?? []);
    const written = JSON.parse(reporters.json.render(report)) as CheckReport;
    const failing = written.results.find(({ verdict }) => verdict.outcome === "fails") ?? {};
    expect(fieldsOf(ofReport).sort()).toEqual(Object.keys(written).sort());
    expect(fieldsOf(ofResult?.split("\n\n")[0]).sort()).toEqual(Object.keys(failing).sort());
  });
});

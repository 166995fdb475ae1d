import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileReport, hostileText, makeReport, makeResult, mixedReport } from "../../../test/support/check-report.ts";
import { parseXml, type XmlElement } from "../../../test/support/strict-xml.ts";
import type { CheckReport } from "../report.ts";
import { junit } from "./junit.ts";

const render = (report: CheckReport): XmlElement => parseXml(junit.render(report));
const casesOf = (root: XmlElement): XmlElement[] => root.children.flatMap(({ children }) => children);

describe("JUnit's XML", () => {
  test("has a suite for each group and a case for each audit, and counts them", () => {
    const root = render(mixedReport);
    expect(root).toMatchObject({
      name: "testsuites",
      attributes: { name: "repartee check", tests: "7", failures: "3", errors: "0", skipped: "2", time: "12.345" },
    });
    expect(root.children.map(({ name, attributes }) => [name, attributes.name, attributes.tests])).toEqual([
      ["testsuite", "Greeting", "4"],
      ["testsuite", "Streaming", "1"],
      ["testsuite", "Security", "2"],
    ]);
    expect(casesOf(root).map(({ name, attributes }) => [name, attributes.name?.split(":")[0]])).toEqual(
      mixedReport.results.map(({ id }) => ["testcase", id]),
    );
    for (const suite of root.children) {
      const count = (name: string) => suite.children.filter((one) => one.children.some((child) => child.name === name));
      expect(suite.attributes.failures).toBe(String(count("failure").length));
      expect(suite.attributes.skipped).toBe(String(count("skipped").length));
      expect(suite.attributes.timestamp).toBe("2026-01-31T08:05:00");
    }
  });

  test("tells of a failure all that is known, and why something was skipped", () => {
    const [held, failed, notApplicable, untold] = casesOf(render(mixedReport)).map(({ children }) => children[0]);
    expect(held).toMatchObject({ name: "system-out", text: "after 12 ms" });
    expect(failed).toMatchObject({
      name: "failure",
      attributes: { message: "no message under id 0 had content_complete true", type: "MUST" },
    });
    for (const part of ["came back: 2 messages", "platform: The agent's turn hangs", "to do: Send", '"true"']) {
      expect(failed?.text).toContain(part);
    }
    expect(notApplicable?.attributes.message).toBe("Not applicable: it sends no config");
    expect(untold?.attributes.message).toBe("Could not tell: the greeting was not completed");
  });

  test("is an error when the check could not be carried out, though nothing fails", () => {
    const untold = makeResult({ outcome: "could-not-tell", reason: "the server could not be reached" });
    const root = render(makeReport([untold], { isReached: false, isSound: false }));
    expect(root.attributes).toMatchObject({ tests: "2", errors: "1", failures: "0", skipped: "1" });
    expect(casesOf(root)[0]?.children[0]).toMatchObject({ name: "error", attributes: { type: "unreached" } });
    expect(render(makeReport([], { isSound: false })).attributes.errors).toBe("1");
  });

  test("stays well-formed whatever a server sends, and says which characters came", () => {
    const message = casesOf(render(hostileReport))[0]?.children[0]?.attributes.message;
    expect(message).toContain("</script><script>alert(1)</script>");
    expect(message).toContain("\\u001b[2J\\u009b31m\\u0000\\u0007\\ufffe\\ud800\\u202e\n::error");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (reason, note) => {
        const report = makeReport([
          makeResult({ outcome: "fails", reason, sent: `${reason}${note}`, frames: [] }),
          makeResult({ outcome: "holds", note }),
          makeResult({ outcome: "could-not-tell", reason: note }),
        ]);
        expect(casesOf(render(report))).toHaveLength(3);
      }),
      { seed: 20_260_131, numRuns: 100 },
    );
  });
});

test("the parser of these tests is strict", () => {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const spoiled = [
    "<a>",
    "<a></b>",
    "<a/><b/>",
    '<a b="1" b="2"/>',
    "<a>&nope;</a>",
    "<a>&</a>",
    "<a>]]></a>",
    "<a b=1/>",
  ];
  for (const text of [...spoiled, `<a>${hostileText}</a>`, "<a>\u0007</a>", "<a>\ud800</a>"]) {
    expect(() => parseXml(head + text), text).toThrow();
  }
  expect(() => parseXml("<a/>")).toThrow();
  expect(parseXml(`${head}<a b="&lt;&#10;">c<d/>e&amp;</a>`)).toEqual({
    name: "a",
    attributes: { b: "<\n" },
    children: [{ name: "d", attributes: {}, children: [], text: "" }],
    text: "ce&",
  });
});

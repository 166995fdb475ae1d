import { expect, test } from "vitest";
import { hostileReport, mixedReport } from "../../../test/support/check-report.ts";
import { auditOf } from "./audit-of.ts";
import { json } from "./json.ts";

test("the report comes back as it was, with a head, and with what is behind each failure", () => {
  const { format, version, conclusion, results, ...rest } = JSON.parse(json.render(mixedReport));
  expect([format, version, conclusion]).toEqual(["repartee-check", 1, "Not sound: 1 MUST, 1 SHOULD and 1 MAY fail."]);
  expect({ ...rest, results: mixedReport.results }).toEqual(mixedReport);
  const { why, advice, source } = auditOf({ id: "greeting-completed" }) ?? {};
  expect(results).toEqual(
    mixedReport.results.map((result) =>
      result.id === "greeting-completed" ? { ...result, why, advice, source } : result,
    ),
  );
});

test("a report is one line of text for each value, and ends in a line break", () => {
  expect(json.render(hostileReport).endsWith("}\n")).toBe(true);
  expect(JSON.parse(json.render(hostileReport)).results).toHaveLength(hostileReport.results.length);
});

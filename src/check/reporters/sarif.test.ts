import { describe, expect, test } from "vitest";
import { hostileReport, makeReport, makeResult, mixedReport } from "../../../test/support/check-report.ts";
import type { CheckReport } from "../report.ts";
import { sarif } from "./sarif.ts";

interface Message {
  readonly text: string;
}

interface Run {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } };
  readonly invocations: readonly [
    {
      readonly executionSuccessful: boolean;
      readonly startTimeUtc: string;
      readonly endTimeUtc: string;
      readonly toolExecutionNotifications: readonly {
        readonly level: string;
        readonly message: Message;
        readonly associatedRule?: { readonly id: string };
      }[];
    },
  ];
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly kind: string;
    readonly level: string;
    readonly message: Message;
    readonly locations: readonly { readonly logicalLocations: readonly { readonly name: string }[] }[];
    readonly properties: { readonly messages: readonly string[] };
  }[];
}

interface Rule {
  readonly id: string;
  readonly shortDescription: Message;
  readonly help?: Message;
  readonly defaultConfiguration: { readonly level: string };
}

function render(report: CheckReport): Run {
  const log = JSON.parse(sarif.render(report));
  expect(log).toMatchObject({ version: "2.1.0", $schema: expect.stringContaining("sarif-2.1.0") });
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

describe("SARIF", () => {
  test("has a rule for each audit, and a result for each failure that points at its rule", () => {
    const { tool, results } = render(mixedReport);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(mixedReport.results.map(({ id }) => id));
    expect(results.map(({ ruleId, level, kind }) => [ruleId, level, kind])).toEqual([
      ["greeting-completed", "error", "fail"],
      ["made-up-should", "warning", "fail"],
      ["made-up-may", "note", "fail"],
    ]);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(tool.driver.rules[ruleIndex]).toMatchObject({ id: ruleId, defaultConfiguration: { level } });
      expect(message.text).not.toBe("");
      expect(locations[0]?.logicalLocations[0]?.name).toBe(mixedReport.url);
    }
    expect(results[0]?.properties.messages[1]).toContain(
      "0:02.410 from the server, response #0, dropped, bad-event: {",
    );
    expect(tool.driver.rules[1]?.help?.text).toContain("Send content_complete true");
  });

  test("tells in notifications what the check comes to, and what could not be told or does not apply", () => {
    const [{ executionSuccessful, startTimeUtc, endTimeUtc, toolExecutionNotifications }] =
      render(mixedReport).invocations;
    expect([executionSuccessful, startTimeUtc, endTimeUtc]).toEqual([
      true,
      "2026-01-31T08:05:00.000Z",
      "2026-01-31T08:05:12.345Z",
    ]);
    expect(toolExecutionNotifications.map(({ associatedRule, message }) => [associatedRule?.id, message.text])).toEqual(
      [
        [undefined, "Not sound: 1 MUST, 1 SHOULD and 1 MAY fail."],
        ["greeting-once", "Could not tell: the greeting was not completed"],
        ["greeting-after-config", "Not applicable: it sends no config"],
      ],
    );
  });

  test("says that it was not successful when the check could not be carried out", () => {
    const untold = makeResult({ outcome: "could-not-tell", reason: "the server could not be reached" });
    const [invocation] = render(makeReport([untold], { isReached: false, isSound: false })).invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications[0]?.level).toBe("error");
  });

  test("stays JSON whatever a server sends", () => {
    expect(render(hostileReport).results).toHaveLength(1);
  });
});

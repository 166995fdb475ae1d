import { expect, test } from "vitest";
import { reportOf } from "../../../test/support/check-outcomes.ts";
import { badge } from "./badge.ts";

test.each([
  [
    "1/1 MUST",
    "brightgreen",
    reportOf([
      ["MUST", "holds"],
      ["MUST", "not-applicable"],
      ["SHOULD", "fails"],
    ]),
  ],
  [
    "1/2 MUST",
    "red",
    reportOf([
      ["MUST", "holds"],
      ["MUST", "fails"],
      ["MAY", "holds"],
    ]),
  ],
  ["not reached", "lightgrey", reportOf([["MUST", "could-not-tell"]], { isReached: false, isSound: false })],
  ["not finished", "lightgrey", reportOf([["MUST", "holds"]], { isSound: false })],
])("%s is %s", (message, color, report) => {
  expect(JSON.parse(badge.render(report))).toEqual({ schemaVersion: 1, label: "repartee check", message, color });
});

import { expect, test } from "vitest";
import { makeReport, makeResult, mixedReport } from "../../../test/support/check-report.ts";
import type { Verdict } from "../audit.ts";
import { conclude } from "./conclusion.ts";

const holds: Verdict = { outcome: "holds" };
const fails: Verdict = { outcome: "fails", reason: "no", frames: [] };
const untold: Verdict = { outcome: "could-not-tell", reason: "no" };
const notApplicable: Verdict = { outcome: "not-applicable", reason: "no" };
const should = (verdict: Verdict) => makeResult(verdict, { level: "SHOULD" });
const may = (verdict: Verdict) => makeResult(verdict, { level: "MAY" });
const must = makeResult;

test.each([
  ["sound", "Sound: all 2 MUST that apply hold.", makeReport([must(holds), must(holds), must(notApplicable)])],
  [
    "sound",
    "Sound: the only MUST that applies holds, but 1 SHOULD fails.",
    makeReport([must(holds), should(fails), should(untold)]),
  ],
  [
    "sound",
    "Sound: the only MUST that applies holds, but 2 SHOULD and 1 MAY fail.",
    makeReport([must(holds), should(fails), should(fails), may(fails)]),
  ],
  [
    "sound",
    "Sound as far as it could be told: 1 MUST holds and none fails, 2 could not be told.",
    makeReport([must(holds), must(untold), must(untold)]),
  ],
  ["sound", "Sound: no MUST was to be checked.", makeReport([should(holds)])],
  ["unsound", "Not sound: 1 MUST, 1 SHOULD and 1 MAY fail.", mixedReport],
  ["unsound", "Not sound: 1 MUST fails.", makeReport([must(fails), must(untold)])],
  [
    "unreached",
    "Not checked: no connection to the server could be opened.",
    makeReport([must(fails), must(untold)], { isReached: false }),
  ],
  [
    "given-up",
    "Given up: 1 of 2 audits hold so far; the rest is unknown.",
    makeReport([must(holds), must(untold)], { isSound: false }),
  ],
])("%s: %s", (kind, sentence, report) => {
  expect(conclude(report)).toEqual({ kind, sentence });
});

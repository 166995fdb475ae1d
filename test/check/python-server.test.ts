/** A server in another language, written after PROTOCOL.md alone, holds what the check asks for. */
import { expect, test } from "vitest";
import { failures, runCheck } from "../../src/check/index.ts";
import { hasPython, startPythonServer } from "../support/python-server.ts";
import { patientSettings } from "./settings.ts";

const isMissing = !hasPython();
const note = isMissing ? " (left out: there is no python3 of 3.9 or newer here)" : "";

test.skipIf(isMissing)(`a server in Python fails no MUST${note}`, { timeout: 120_000 }, async () => {
  await using server = await startPythonServer();
  const report = await runCheck({ url: server.url, settings: patientSettings });
  expect(failures(report).map(({ id, verdict }) => ({ id, verdict }))).toEqual([]);
  expect(report.isSound).toBe(true);
  expect(report.counts.holds).toBeGreaterThan(report.counts["could-not-tell"]);
  expect(server.errors).toBe("");
});

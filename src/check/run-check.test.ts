import { expect, test } from "vitest";
import { dialNowhere } from "../../test/support/dialers.ts";
import { createVirtualClock } from "../internal/index.ts";
import type { CheckReport } from "./report.ts";
import { runCheck } from "./run-check.ts";

const url = "ws://localhost:3000/llm-websocket/";

function reasons({ results }: CheckReport): Set<string> {
  return new Set(
    results.map(({ verdict }) => ("reason" in verdict ? `${verdict.outcome}: ${verdict.reason}` : verdict.outcome)),
  );
}

test("a check that is given up while it still dials tells what it knows, at once", async () => {
  const clock = createVirtualClock();
  const stopping = new AbortController();
  const checking = runCheck({ url, only: ["greeting"], dial: dialNowhere, clock, signal: stopping.signal });
  await clock.advance(100);
  stopping.abort();
  const report = await checking;
  expect(report).toMatchObject({ isReached: false, isSound: false, durationMs: 100 });
  expect(reasons(report)).toEqual(new Set(["could-not-tell: the check was given up"]));
  expect(clock.pendingTimers).toBe(0);
});

test("a server that nobody reaches is told so, whatever was chosen", async () => {
  const clock = createVirtualClock();
  const report = await clock.runUntil(runCheck({ url, only: ["greeting"], dial: dialNowhere, clock }));
  expect(report).toMatchObject({ isReached: false, isSound: false, durationMs: report.settings.connectTimeoutMs });
  expect(reasons(report)).toEqual(new Set(["could-not-tell: the server could not be reached"]));
});

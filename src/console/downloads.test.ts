import { findingKinds, readRecording, scriptedCaller, startCall } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { lineEvent } from "../../test/support/call-events.ts";
import { createMemoryServer, guideServer } from "../../test/support/memory-server.ts";
import { createVirtualClock } from "../internal/index.ts";
import { CallRecord } from "./call-record.ts";
import { toJsonLines, toViewerPage } from "./downloads.ts";
import type { ViewerData } from "./feed.ts";

const place = '<script type="application/json" id="recording"></script>';
const template = `<!doctype html><body>${place}<script>show()</script>`;

function dataOf(...texts: string[]): ViewerData {
  const head = { id: "1", callId: "call_1", origin: "web-call", url: "ws://a/call_1" } as const;
  const record = new CallRecord(head, { maxEventsCount: 100, maxCharactersCount: 100 });
  for (const text of texts) record.add(lineEvent(text));
  const { summary: call } = record;
  return { version: "1", call, recording: record.toRecording(), forgottenCount: 0, findingKinds };
}

function jsonIn(page: string): string {
  return /<script type="application\/json" id="recording">(.*)<\/script><script>/s.exec(page)?.[1] ?? "";
}

describe("the page of one call", () => {
  test("holds the call in the place that the template has for it, and the rest as it was", () => {
    const data = dataOf("a line");
    const page = toViewerPage(template, data) ?? "";
    expect(JSON.parse(jsonIn(page))).toEqual(JSON.parse(JSON.stringify(data)));
    expect(page.replace(jsonIn(page), "")).toBe(template);
  });

  test("runs nothing of what was said", () => {
    const evil = ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "a\u2028b\u2029c", "$& $' $`", "&lt;"];
    const data = dataOf(...evil);
    const json = jsonIn(toViewerPage(template, data) ?? "");
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(data)));
  });

  test("is not made from a template without a place for it", () => {
    expect(toViewerPage("<!doctype html>", dataOf())).toBeUndefined();
  });
});

test("a call that is still up is a recording that breaks off", () => {
  const lines = toJsonLines(dataOf("one").recording).split("\n");
  expect(lines.map((line) => line && (JSON.parse(line) as { type: string }).type)).toEqual([
    "recording",
    "line-logged",
    "",
  ]);
});

test("the report of a call tells what the server's agent told of its own work, also after its end", async () => {
  const clock = createVirtualClock();
  const { dial } = createMemoryServer(clock, guideServer);
  const call = startCall({ url: "ws://agent.test/", dial, clock, caller: scriptedCaller(["Hello?"]) });
  const head = { id: "1", callId: call.callId, origin: "web-call", url: call.url, startedAtMs: clock.now() } as const;
  const record = new CallRecord(head, { maxEventsCount: 1_000, maxCharactersCount: 100_000 });
  record.reported(await clock.runUntil(call.report));
  expect(record.toRecording().report?.notes).toEqual([]);
  record.noted({ kind: "rung", responseId: 1, rung: "apology" }, clock.now());
  const { report } = readRecording(toJsonLines(record.toRecording()));
  const atMs = clock.now() - head.startedAtMs;
  expect(report?.notes).toEqual([{ kind: "rung", responseId: 1, rung: "apology", atMs }]);
  expect(report?.noteTotals?.rungs).toEqual({ apology: 1 });
});

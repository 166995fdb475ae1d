import { type CallEvent, readRecording } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { frameEvent } from "../../test/support/call-events.ts";
import { isRequest, type MemoryServerScript, response } from "../../test/support/memory-server.ts";
import { runCall } from "../../test/support/platform-call.ts";
import { toJsonLines } from "./downloads.ts";
import { openRecording } from "./recordings.ts";

const limits = { maxEventsCount: 10_000, maxCharactersCount: 1_000_000 };
const head = { type: "recording", version: 1, callId: "call_1", url: "ws://agent.test/call_1" };

function lines(...values: object[]): string {
  return values.map((value) => JSON.stringify(value)).join("\n");
}

const server: MemoryServerScript = {
  onOpen: (socket) => socket.send(response(0, "How may I help you?")),
  onEvent: (event, socket) => {
    if (!isRequest(event)) return;
    socket.send({ response_type: "tool_call_invocation", tool_call_id: "1", name: "look", arguments: "{}" });
    socket.send({ response_type: "metadata", metadata: { a: 1 } });
    socket.send({ response_type: "update_agent", agent_config: { responsiveness: 1 } });
    socket.send(response(event.response_id, "**Goodbye** now.", { end_call: true }));
  },
};

describe("a recording", () => {
  test("of a call opens with everything that it holds", async () => {
    const { report, events } = await runCall({ server, caller: ["Hello there."] });
    const text = toJsonLines({ head: { ...head, type: "recording", version: 1 }, events, report });
    const record = openRecording(text, "id-1", limits);
    expect(record.toRecording()).toEqual(readRecording(text));
    const types = events.map(({ type }) => type);
    for (const type of ["action-run", "tool-reported", "metadata-received", "agent-updated", "finding-made"]) {
      expect(types).toContain(type);
    }
    expect(record.summary).toMatchObject({
      id: "id-1",
      callId: "call_1",
      origin: "recording",
      state: "ended",
      reason: "agent_hangup",
      startedAtMs: report.call.start_timestamp,
      durationMs: report.call.duration_ms,
      turnCount: 2,
    });
  });

  test("that broke off is over all the same", () => {
    const live: CallEvent = { type: "state-changed", state: "live", atMs: 5 };
    const record = openRecording(lines(head, live), "id-1", limits);
    expect(record.summary).toMatchObject({ state: "ended", hasFailed: false });
    expect(record.summary.reason).toBeUndefined();
    expect(record.toRecording().report).toBeUndefined();
  });

  test("shows what an agent told of its own work", () => {
    const noted: CallEvent = { type: "agent-noted", note: { kind: "rung", rung: "apology" }, atMs: 1 };
    expect(openRecording(lines(head, noted), "id-1", limits).toRecording().events).toEqual([noted]);
  });

  test("of a newer version opens without the events that are not known yet", () => {
    const record = openRecording(lines(head, { type: "mood-changed", atMs: 1 }, frameEvent(0, "{}")), "id-1", limits);
    expect(record.toRecording().events).toEqual([frameEvent(0, "{}")]);
  });

  test.each([
    ["line 1", "not a recording"],
    ["line 1", lines({ type: "recording", version: 2 })],
    ["callId", lines({ type: "recording", version: 1 })],
    ["line 2", `${lines(head)}\nbroken\n${lines(frameEvent(0, "{}"))}`],
    ["event 2", lines(head, frameEvent(0, "{}"), { type: "frame-passed", atMs: 1 })],
    [
      "event 1 of the recording cannot be read: frame-passed.frame.direction",
      lines(head, frameEvent(0, "", { direction: "up" as "to-server" })),
    ],
    ["event 1", lines(head, { type: "line-logged", text: "no time" })],
    ["report", lines(head, { type: "report", report: null })],
    ["report", lines(head, { type: "report", report: { call: {} } })],
  ])("says where it is broken: %s", (where, text) => {
    expect(() => openRecording(text, "id-1", limits)).toThrow(where);
  });

  test("longer than what is kept is cut to it", () => {
    const many = Array.from({ length: 20 }, (_, index) => frameEvent(index, "{}"));
    const record = openRecording(lines(head, ...many), "id-1", { ...limits, maxEventsCount: 5 });
    expect(record.toRecording().events).toEqual(many.slice(-5));
    expect(record.history.forgottenCount).toBe(15);
  });
});

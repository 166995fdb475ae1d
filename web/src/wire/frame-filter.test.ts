import { expect, test } from "vitest";
import type { FrameRecord } from "../../../src/platform/index.ts";
import type { TurnRecord } from "../model/turn-record.ts";
import { FilteredFrames, matches, noFilter } from "./frame-filter.ts";

function frame(more: Partial<FrameRecord>): FrameRecord {
  return {
    index: 0,
    atMs: 0,
    direction: "from-server",
    socketIndex: 0,
    type: "response",
    byteCount: 2,
    text: '{"content":"Good Day"}',
    verdict: "accepted",
    findings: [],
    ...more,
  };
}

function turn(more: Partial<TurnRecord>): TurnRecord {
  return {
    key: 0,
    turnId: 1,
    kind: "response",
    askedAtMs: 100,
    isEarly: false,
    timing: undefined,
    endedAtMs: undefined,
    firstTextAtMs: undefined,
    lastTextAtMs: undefined,
    ...more,
  };
}

test("a search finds text in whatever case", () => {
  expect(matches(frame({}), { ...noFilter, text: "good day" })).toBe(true);
  expect(matches(frame({}), { ...noFilter, text: "good night" })).toBe(false);
});

test("keep-alives can be left out", () => {
  expect(matches(frame({ type: "ping_pong" }), { ...noFilter, type: "but-pings" })).toBe(false);
  expect(matches(frame({ type: "response" }), { ...noFilter, type: "but-pings" })).toBe(true);
});

test("trouble is what was dropped, lost or noted", () => {
  const filter = { ...noFilter, verdict: "trouble" } as const;
  expect(matches(frame({}), filter)).toBe(false);
  expect(matches(frame({ verdict: "dropped" }), filter)).toBe(true);
  expect(matches(frame({ findings: ["markdown-spoken"] }), filter)).toBe(true);
});

test("a turn's messages are those with its id, and an interruption's those of its time", () => {
  expect(matches(frame({ responseId: 1 }), { ...noFilter, turn: turn({}) })).toBe(true);
  expect(matches(frame({ responseId: 2 }), { ...noFilter, turn: turn({}) })).toBe(false);
  const interrupt = turn({ kind: "interrupt", endedAtMs: 200 });
  expect(matches(frame({ type: "agent_interrupt", atMs: 150 }), { ...noFilter, turn: interrupt })).toBe(true);
  expect(matches(frame({ type: "agent_interrupt", atMs: 250 }), { ...noFilter, turn: interrupt })).toBe(false);
});

test("each message is looked at once, however often the list is drawn", () => {
  let reads = 0;
  const counted = {
    ...frame({}),
    get direction() {
      reads += 1;
      return "to-server" as const;
    },
  };
  const frames: FrameRecord[] = [counted];
  const filter = { ...noFilter, direction: "to-server" } as const;
  const filtered = new FilteredFrames();
  filtered.update(frames, filter);
  frames.push(frame({ index: 1 }), frame({ index: 2, direction: "to-server" }));
  expect(filtered.update(frames, filter).map(({ index }) => index)).toEqual([0, 2]);
  expect(reads).toBe(1);
  expect(filtered.update(frames, noFilter)).toHaveLength(3);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CallEvent } from "../../../src/platform/index.ts";
import { Replay } from "./replay.ts";

const events: readonly CallEvent[] = [
  { type: "state-changed", state: "live", atMs: 0 },
  { type: "caller-heard", text: "Hello", open: false, atMs: 1_000 },
  { type: "state-changed", state: "ended", atMs: 4_000 },
];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a replay passes through the call at its speed, and pauses at the end", () => {
  const replay = new Replay(events, () => undefined);
  replay.setSpeed(4);
  replay.play();
  vi.advanceTimersByTime(200);
  expect(replay.model.talk.entries).toHaveLength(0);
  vi.advanceTimersByTime(200);
  expect(replay.model.talk.entries).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  expect(replay.positionMs).toBe(4_000);
  expect(replay.isPlaying).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});

test("a replay goes back as well as forth", () => {
  const replay = new Replay(events, () => undefined);
  replay.seek(9_999);
  expect(replay.model.state).toBe("ended");
  replay.seek(500);
  expect(replay.model.state).toBe("live");
  expect(replay.model.talk.entries).toHaveLength(0);
});

test("a replay that is at its end begins again", () => {
  const replay = new Replay(events, () => undefined);
  replay.seek(4_000);
  replay.play();
  expect(replay.positionMs).toBe(0);
  replay.pause();
});

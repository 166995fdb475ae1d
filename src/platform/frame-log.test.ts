import { expect, test } from "vitest";
import { FrameLog, type FrameRecord } from "./frame-log.ts";

const frame = (index: number, text: string): FrameRecord => ({
  index,
  atMs: index,
  direction: "from-server",
  socketIndex: 0,
  type: "response",
  byteCount: text.length,
  text,
  verdict: "accepted",
  findings: [],
});

test("the latest five thousand messages are kept, and the others counted", () => {
  const log = new FrameLog();
  for (let index = 0; index < 5_007; index += 1) log.add(frame(index, "{}"));
  expect(log.kept).toHaveLength(5_000);
  expect(log.kept[0]?.index).toBe(7);
  expect(log.forgottenCount).toBe(7);
});

test("long messages push out older ones by their length", () => {
  const log = new FrameLog();
  const megabyte = "x".repeat(1024 * 1024);
  for (let index = 0; index < 40; index += 1) log.add(frame(index, megabyte));
  expect(log.kept).toHaveLength(16);
  expect(log.forgottenCount).toBe(24);
});

import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createScriptedContext } from "../../../test/support/cli-context.ts";
import { openRecordingFile } from "./recording-file.ts";

const noFailure = (reason: string): void => {
  throw new Error(reason);
};

test("each line is in the file at once, for its owner only", () => {
  using world = createScriptedContext();
  const path = world.writeFile("call.jsonl", "old");
  const file = openRecordingFile("call.jsonl", world.folder, noFailure);
  file.writeLine('{"a":1}');
  expect(readFileSync(path, "utf8")).toBe('{"a":1}\n');
  file.close();
  file.writeLine("late");
  expect(readFileSync(path, "utf8")).toBe('{"a":1}\n');
  const fresh = openRecordingFile("fresh.jsonl", world.folder, noFailure);
  fresh.close();
  expect(statSync(join(world.folder, "fresh.jsonl")).mode & 0o077).toBe(0);
});

test("a file that cannot be opened is refused in one line", () => {
  using world = createScriptedContext();
  mkdirSync(join(world.folder, "folder"));
  const open = (file: string) => () => openRecordingFile(file, world.folder, noFailure);
  expect(open("folder")).toThrow("--record: folder is a folder; name a file");
  expect(open("missing/call.jsonl")).toThrow(/^--record: there is no folder .*missing; create it first$/);
  expect(open("missing/call.jsonl")).toThrow(expect.objectContaining({ code: "bad-option" }));
});

// Only Linux has a device that is always full.
test.skipIf(!existsSync("/dev/full"))("a disk that fills up is told once, and the call goes on", () => {
  using world = createScriptedContext();
  const reasons: string[] = [];
  const file = openRecordingFile("/dev/full", world.folder, (reason) => reasons.push(reason));
  file.writeLine("{}");
  file.writeLine("{}");
  expect(reasons).toEqual(["the recording broke off: the disk is full"]);
});

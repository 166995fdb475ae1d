import { expect, test } from "vitest";
import { findErrorPlace } from "./error-place.ts";

function errorWith(...frames: string[]): Error {
  const error = new Error("several\n    at (/forged/by/message.ts:1:1)x\nlines");
  error.stack = [`Error: ${error.message}`, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

test.each([
  ["a function", "respond (/home/me/agent.ts:3:7)", "/home/me/agent.ts:3"],
  ["top-level code", "/home/me/agent.ts:3:7", "/home/me/agent.ts:3"],
  ["a URL", "async Object.respond (file:///home/me/my%20agent.mjs:3:7)", "/home/me/my agent.mjs:3"],
  ["a folder with brackets", "respond (/home/me (old)/agent.ts:3:7)", "/home/me (old)/agent.ts:3"],
  ["Windows", "respond (C:\\me\\agent.ts:3:7)", "C:\\me\\agent.ts:3"],
])("the place is found in a frame of %s", (_name, frame, place) => {
  expect(findErrorPlace(errorWith(frame))).toBe(place);
});

test("frames of Node, of packages and of foreign files are passed over", () => {
  const error = errorWith(
    "JSON.parse (<anonymous>)",
    "node:internal/process:1:2",
    "parse (/home/me/node_modules/zod/index.js:1:2)",
    "run (/opt/tool/run.js:1:2)",
    "respond (/home/me/agent.ts:3:7)",
  );
  expect(findErrorPlace(error, (file) => file.startsWith("/opt/"))).toBe("/home/me/agent.ts:3");
});

test("an error that was thrown nowhere of the user's has no place", () => {
  expect(findErrorPlace(errorWith("node:internal/process:1:2"))).toBeUndefined();
});

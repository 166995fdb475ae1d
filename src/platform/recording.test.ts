import { expect, test } from "vitest";
import { guideServer } from "../../test/support/memory-server.ts";
import { runCall } from "../../test/support/platform-call.ts";
import { readRecording, recordCall } from "./index.ts";

async function recorded(): Promise<{ lines: string[]; run: Awaited<ReturnType<typeof runCall>> }> {
  const lines: string[] = [];
  let done: Promise<void> = Promise.resolve();
  const run = await runCall({
    server: guideServer,
    caller: ["Hello"],
    during: (call) => {
      done = recordCall(call, (line) => lines.push(line));
    },
  });
  await done;
  return { lines, run };
}

test("a recording holds every event and the report, and is read again as they were", async () => {
  const { lines, run } = await recorded();
  const recording = readRecording(`${lines.join("\n")}\n`);
  expect(recording.head).toEqual({
    type: "recording",
    version: 1,
    callId: run.report.call.call_id,
    url: run.report.url,
  });
  expect(recording.events).toEqual(JSON.parse(JSON.stringify(run.events)));
  expect(recording.report).toEqual(JSON.parse(JSON.stringify(run.report)));
});

test("a recording that broke off in the middle of a line is read as far as it goes", async () => {
  const { lines } = await recorded();
  const recording = readRecording(`${lines.slice(0, 5).join("\n")}\n${lines[5]?.slice(0, 9)}`);
  expect(recording.events).toHaveLength(4);
  expect(recording.report).toBeUndefined();
});

test.each([
  ["nothing", ""],
  ["another file", '{"name":"repartee"}\n'],
  ["a recording of a version to come", '{"type":"recording","version":2}\n'],
])("%s is refused", (_, text) => {
  expect(() => readRecording(text)).toThrow(expect.objectContaining({ code: "bad-recording" }));
});

test("a broken line in the middle is refused by its number", async () => {
  const { lines } = await recorded();
  const text = [...lines.slice(0, 2), "{", ...lines.slice(2)].join("\n");
  expect(() => readRecording(text)).toThrow("line 3");
});

import { expect, test } from "vitest";
import { hostileReport, makeReport, makeResult, mixedReport } from "../../../test/support/check-report.ts";
import { github } from "./github.ts";

/** As GitHub's runner reads a line. */
const command = /^::(error|warning|notice) title=([^:,\r\n]*)::(.*)$/;

test("a failing MUST is an error, SHOULD a warning and MAY a notice, below one for the whole", () => {
  const lines = github.render(mixedReport).trimEnd().split("\n");
  expect(lines.map((line) => command.exec(line)?.slice(1, 3))).toEqual([
    ["error", "Check of wss%3A//voice.example.test/llm-websocket/?key=…"],
    ["error", "MUST greeting-completed%3A Completes the greeting"],
    ["warning", "SHOULD made-up-should%3A Is quick to say something"],
    ["notice", "MAY made-up-may%3A Keeps its software to itself"],
  ]);
  expect(lines[0]).toContain(
    "::Not sound: 1 MUST, 1 SHOULD and 1 MAY fail.%0A3 fail, 1 could not be told, 1 does not apply, 2 hold.",
  );
  expect(lines[1]).toMatch(/%0AThe agent's turn hangs until .*%0ASend content_complete true/);
});

test.each([
  ["notice", makeReport([makeResult({ outcome: "holds" })])],
  ["error", makeReport([], { isReached: false, isSound: false })],
  ["error", makeReport([], { isSound: false })],
])("the whole is a %s (%#)", (kind, report) => {
  expect(command.exec(github.render(report).trimEnd())?.[1]).toBe(kind);
});

test("nothing of a server becomes a command, or a line", () => {
  const lines = github.render(hostileReport).split("\n");
  expect(lines).toHaveLength(3);
  for (const line of lines.slice(0, 2)) expect(line).toMatch(command);
  expect(lines[1]).toContain("forged %250A");
});

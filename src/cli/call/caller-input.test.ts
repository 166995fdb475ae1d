import { describe, expect, test } from "vitest";
import { isCommand, parseCallerInput } from "./caller-input.ts";

test.each([
  ["When are you open?", { type: "say", text: "When are you open?" }],
  ["  hello  ", { type: "say", text: "hello" }],
  ["/silence", { type: "silence", ms: undefined }],
  ["/silence 5s", { type: "silence", ms: 5_000 }],
  ["/press 1", { type: "press", digits: "1" }],
  ["/press 12#*", { type: "press", digits: "12#*" }],
  ["/mumble", { type: "mumble" }],
  ["/drop", { type: "drop" }],
  ["/hangup", { type: "hang-up" }],
])("%s is understood", (line, input) => {
  expect(parseCallerInput(line)).toEqual(input);
});

test("an empty line is nothing", () => {
  expect(parseCallerInput("  ")).toBeUndefined();
});

/** What is answered to a line that does nothing in the call. */
function answerTo(line: string): string {
  const input = parseCallerInput(line);
  return input?.type === "answer" ? input.lines.join("\n") : `it does ${input?.type}`;
}

test.each([
  ["/pres 1", '/pres is no command. Did you mean "/press"?'],
  ["/xyzzyfoo", "/xyzzyfoo is no command. /help lists them"],
  ["/toString", "/toString is no command. /help lists them"],
  ["/press", "write it so: /press <keys>"],
  ["/press abc", "write it so: /press <keys>"],
  ["/silence 5", "write it so: /silence [time]"],
  ["/hangup now", "write it so: /hangup"],
  ["/details", "write it so: /details <name=value>"],
])("%s gets one line that helps", (line, answer) => {
  expect(answerTo(line)).toBe(answer);
});

describe("details cannot change in the middle of a call", () => {
  test("and the answer says how to give them to the next one", () => {
    expect(answerTo("/details name=Mike")).toContain("repartee call --details name=Mike");
    expect(answerTo("/details name=Mike Smith")).toContain('repartee call --details "name=Mike Smith"');
  });
});

test("help lists every command with what it does", () => {
  expect(answerTo("/help")).toMatchInlineSnapshot(`
    "Whatever else you type is said. While the agent speaks, your first word cuts it off.
    /silence [time]        say nothing, until the agent speaks again or for a time such as 5s
    /press <keys>          press keys of the phone: 0-9, * and #
    /mumble                say something that nobody can understand
    /drop                  break the connection, as a bad network does; the platform dials again
    /details <name=value>  how to give the next call a dynamic variable
    /hangup                end the call; Ctrl-C does the same
    /help                  these lines"
  `);
});

test("a line that begins with a slash is nothing that is said", () => {
  expect(["/", " /pr", "/press 1"].map(isCommand)).toEqual([true, true, true]);
  expect(["", "a/b", "hello"].map(isCommand)).toEqual([false, false, false]);
});

import { describe, expect, test } from "vitest";
import { createTerminalEmulator } from "../../../test/support/terminal-emulator.ts";
import { textWidth } from "../../internal/index.ts";
import type { EditedLine } from "./line-editor.ts";
import { TerminalPage } from "./terminal-page.ts";

function createPage(columns = 44, colours = false) {
  const terminal = createTerminalEmulator(columns);
  const page = new TerminalPage(terminal, colours);
  const says = (text: string): void => {
    for (const word of text.match(/\S+\s*/g) ?? []) page.agentSays(word);
  };
  const screen = (): string => `\n${terminal.rows.join("\n")}\n`;
  return { terminal, page, says, screen };
}

const typed = (text: string): EditedLine => ({ characters: [...text], cursor: text.length });

test("words appear one by one, with the row that is typed in below them", () => {
  const { page, terminal, screen } = createPage();
  page.note("connected");
  page.setPrompt(typed(""));
  page.agentStarts();
  page.agentSays("How ");
  page.agentSays("may ");
  page.setPrompt(typed("Well"));
  expect(screen()).toMatchInlineSnapshot(`
    "
           · connected
    agent  How may
    > Well
    "
  `);
  expect(terminal.cursor).toEqual({ row: 2, column: 6 });
});

test("an answer that is longer than a row goes on in the next one, and its times stay together", () => {
  const { page, says, screen } = createPage();
  page.setPrompt(typed(""));
  page.agentStarts();
  says("We are open from nine to five on weekdays, and on Saturdays until noon.");
  page.agentStops(undefined, "first word 12 ms, sentence 480 ms");
  expect(screen()).toMatchInlineSnapshot(`
    "
    agent  We are open from nine to five on
           weekdays, and on Saturdays until
           noon.
           first word 12 ms, sentence 480 ms
    >
    "
  `);
});

test("what the caller did not hear stands behind what they heard, in faint ink", () => {
  const { page, says, terminal } = createPage(44, true);
  page.agentStarts();
  says("We are open from ");
  page.agentStops("nine to five on weekdays.", "first word 12 ms");
  expect(terminal.colouredRows).toMatchInlineSnapshot(`
    [
      "<1;36>agent  <0>We are open from<2> — cut off: nine to",
      "       <2>five on weekdays.  first word 12 ms",
    ]
  `);
});

test("a note in the middle of a speech stands where it happened", () => {
  const { page, says, screen } = createPage();
  page.agentStarts();
  says("One moment, please. ");
  page.note("the agent uses the tool find_hours with a day and a place", "warning");
  says("From nine to five.");
  page.agentStops(undefined, "");
  expect(screen()).toMatchInlineSnapshot(`
    "
    agent  One moment, please.
           ! the agent uses the tool find_hours
             with a day and a place
    agent  From nine to five.
    "
  `);
});

test("a note before the first word leaves the agent its name", () => {
  const { page, says, screen } = createPage();
  page.agentStarts();
  page.note("a note");
  says("Hello.");
  page.agentStops(undefined, "");
  expect(screen()).toMatchInlineSnapshot(`
    "
           · a note
    agent  Hello.
    "
  `);
});

test("a caller who talks over an agent that goes on stands between its words", () => {
  const { page, says, screen } = createPage();
  page.agentStarts();
  says("This call is recorded ");
  page.callerSoFar("Wait");
  page.callerSaid("Wait a moment");
  says("for training.");
  page.agentStops(undefined, "");
  expect(screen()).toMatchInlineSnapshot(`
    "
    agent  This call is recorded
    you    Wait a moment
    agent  for training.
    "
  `);
});

test("a caller's words are drawn anew as they are understood, and stand once", () => {
  const { page, screen } = createPage();
  page.callerSoFar("My name");
  page.note("request 1 was withdrawn: you went on");
  page.callerSoFar("My name is Mike");
  expect(screen()).toMatchInlineSnapshot(`
    "
           · request 1 was withdrawn: you went
             on
    you    My name is Mike
    "
  `);
  page.callerSaid("My name is Mike, and I want to know when you are open.");
  expect(screen()).toMatchInlineSnapshot(`
    "
           · request 1 was withdrawn: you went
             on
    you    My name is Mike, and I want to know
           when you are open.
    "
  `);
});

test("a caller who is interrupted by the agent is quoted when they are done", () => {
  const { page, says, screen } = createPage();
  page.callerSoFar("I have a very long");
  page.agentStarts();
  says("Excuse me.");
  page.agentStops(undefined, "");
  page.callerSaid("I have a very long story");
  expect(screen()).toMatchInlineSnapshot(`
    "
    agent  Excuse me.
    you    I have a very long story
    "
  `);
});

test("lines beside the conversation hang below their first word, and only marks are in colour", () => {
  const { page, terminal } = createPage(44, true);
  page.write([
    { text: "  ! markdown-spoken: Markup is read aloud or garbled.", ink: "warning" },
    { text: "  p50 12 ms from the request to the answer's text", ink: "dim" },
  ]);
  expect(terminal.colouredRows).toMatchInlineSnapshot(`
    [
      "<33>  ! <0>markdown-spoken: Markup is read aloud",
      "<33>    <0>or garbled.",
      "<2>  p50 12 ms from the request to the",
      "<2>  answer's text",
    ]
  `);
});

test("the row that is typed in goes away without a trace", () => {
  const { page, screen } = createPage();
  page.note("connected");
  page.setPrompt(typed("Hello"));
  page.setPrompt(undefined);
  page.write([{ text: "The call ended." }]);
  expect(screen()).toMatchInlineSnapshot(`
    "
           · connected
    The call ended.
    "
  `);
});

test("a terminal that was made wider or narrower is used as it is from then on", () => {
  const { page, says, terminal } = createPage(60);
  page.agentStarts();
  says("One two three four five six seven ");
  terminal.columns = 30;
  says("eight nine ten eleven");
  page.agentStops(undefined, "");
  expect(terminal.rows.slice(1).every((row) => row.length < 30)).toBe(true);
  expect(terminal.rows.join(" ").replace(/\s+/g, " ")).toBe(
    "agent One two three four five six seven eight nine ten eleven",
  );
});

describe("no row reaches the last column", () => {
  test.each([
    ["long words", "x".repeat(500)],
    ["wide characters", "漢字かな交じり文を話すエージェントです。".repeat(4)],
    ["symbols", "🎉🎉 👩‍👩‍👧 ".repeat(20)],
  ])("with %s", (_, text) => {
    const written: string[] = [];
    const page = new TerminalPage({ write: (out) => written.push(out), columns: 40 }, false);
    page.setPrompt({ characters: Array.from(text), cursor: 3 });
    page.note(text);
    page.callerSoFar(text);
    page.callerSaid(text);
    page.agentStarts();
    for (const word of text.match(/\S+\s*/g) ?? []) page.agentSays(word);
    page.agentStops(text, "first word 12 ms");
    const rows = written
      .join("")
      .split(/[\r\n]/)
      .map((row) => row.replace(/\p{Cc}\[[\d;]*[A-Z]/gu, ""));
    expect(Math.max(...rows.map(textWidth))).toBeLessThan(40);
  });
});

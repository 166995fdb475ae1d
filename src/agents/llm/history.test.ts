/** The conversation as a model is told of it. */
import { describe, expect, it } from "vitest";
import type { Utterance } from "../../protocol/index.ts";
import { buildHistory, type HistoryInput, historyNotes } from "./history.ts";
import type { ModelToolResult } from "./model.ts";
import type { ToolRecord } from "./tool-ledger.ts";

const agent = (content: string): Utterance => ({ role: "agent", content });
const user = (content: string): Utterance => ({ role: "user", content });
const build = (input: Partial<HistoryInput>) =>
  buildHistory({ transcript: [], tools: [], sent: new Map(), maxCharacters: 10_000, ...input });

function record(callId: string, callerTurn: number, content?: string, rest: Partial<ToolRecord> = {}): ToolRecord {
  const result: ModelToolResult | undefined =
    content === undefined ? undefined : { callId, name: "book", content, successful: true };
  const call = { callId, name: "book", input: {} };
  return {
    call,
    callerTurn,
    wishes: [],
    result,
    done: Promise.resolve(result as ModelToolResult),
    mustTell: false,
    told: [],
    heard: "nothing",
    ...rest,
  };
}
const called = (callId: string) => ({
  role: "assistant",
  text: "",
  toolCalls: [{ callId, name: "book", input: {} }],
});
const returned = (callId: string, content: string) => ({
  role: "tool",
  results: [{ callId, name: "book", content, successful: true }],
});

describe("the history", () => {
  it("begins and ends with the caller", () => {
    expect(build({})).toEqual([{ role: "user", text: historyNotes.begin }]);
    expect(build({ transcript: [agent("Hello."), user(" Hi. "), agent("Yes? ")] })).toEqual([
      { role: "user", text: historyNotes.begin },
      { role: "assistant", text: "Hello.", toolCalls: [] },
      { role: "user", text: "Hi." },
      { role: "assistant", text: "Yes?", toolCalls: [] },
      { role: "user", text: historyNotes.silence },
    ]);
  });

  it("joins what one side says in a row, and leaves out what is empty", () => {
    expect(build({ transcript: [user("One."), agent(" "), user("Two."), user("")] })).toEqual([
      { role: "user", text: "One.\nTwo." },
    ]);
  });

  it("takes everybody but the agent for the caller", () => {
    expect(build({ transcript: [{ role: "transfer_target", content: "Yes." }] })).toEqual([
      { role: "user", text: "Yes." },
    ]);
  });

  it("says of what could not be understood that it could not", () => {
    expect(build({ transcript: [user("(unintelligible audio)")] })).toEqual([
      { role: "user", text: historyNotes.unintelligible },
    ]);
  });

  it("weaves each tool call in after what the caller had said by then, also where no answer was heard", () => {
    const transcript = [user("Book it."), user("For two."), agent("Done."), user("Thanks.")];
    expect(build({ transcript, tools: [record("a", 1, "booked"), record("b", 2, "changed")] })).toEqual([
      { role: "user", text: "Book it." },
      called("a"),
      returned("a", "booked"),
      { role: "user", text: "For two." },
      called("b"),
      returned("b", "changed"),
      { role: "assistant", text: "Done.", toolCalls: [] },
      { role: "user", text: "Thanks." },
    ]);
  });

  it("gives a call that still runs a result, and asks to tell what the caller could not hear", () => {
    const tools = [record("a", 1), record("b", 1, "booked", { mustTell: true })];
    expect(build({ transcript: [user("Book it.")], tools })).toEqual([
      { role: "user", text: "Book it." },
      called("a"),
      returned("a", historyNotes.running),
      called("b"),
      returned("b", `booked ${historyNotes.untold}`),
    ]);
    const told = record("b", 1, "booked", { mustTell: true, heard: "beginning" });
    expect(build({ transcript: [user("Book it.")], tools: [told] }).at(-1)).toEqual(returned("b", "booked"));
  });

  it("marks where the caller interrupted", () => {
    const sent = new Map([[1, "We are open from nine to five."]]);
    const cut = [user("When?"), agent("We are open from"), user("And Sunday?")];
    expect(build({ transcript: cut, sent }).at(-1)).toEqual({
      role: "user",
      text: `${historyNotes.interrupted} And Sunday?`,
    });
    const whole = [user("When?"), agent("We are open from nine to five"), user("And Sunday?")];
    expect(build({ transcript: whole, sent }).at(-1)).toEqual({ role: "user", text: "And Sunday?" });
  });

  it("leaves out the oldest exchanges whole, never the newest, and says so", () => {
    const transcript = [user("a".repeat(40)), agent("b".repeat(40)), user("c".repeat(40)), agent("d"), user("e")];
    const tools = [record("x", 2, "y".repeat(40))];
    const note = { role: "user", text: `${historyNotes.leftOut}\ne` };
    expect(build({ transcript, tools, maxCharacters: 60 })).toEqual([note]);
    expect(build({ transcript, tools, maxCharacters: 0 })).toEqual([note]);
    expect(build({ transcript, tools, maxCharacters: 200 }).slice(0, 2)).toEqual([
      { role: "user", text: `${historyNotes.leftOut}\n${"c".repeat(40)}` },
      called("x"),
    ]);
    expect(build({ transcript, tools })).toHaveLength(7);
  });

  it("looks at each tool call of a long call a few times, and not once for each utterance", () => {
    let looks = 0;
    const transcript = Array.from({ length: 500 }, () => [user("And now?"), agent("Yes.")]).flat();
    const tools = Array.from({ length: 100 }, (_, index) => {
      const counted = record(`c${index}`, index + 1, "done");
      return Object.defineProperty(counted, "callerTurn", {
        get() {
          looks += 1;
          return index + 1;
        },
      });
    });
    build({ transcript, tools });
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(500);
  });
});

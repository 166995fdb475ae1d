import type { ModelRequest } from "repartee/llm";
import { interrupt, scriptedCaller } from "repartee/platform";
import { callMatchers, createScriptedModel, createVirtualClock, type ModelBeat, placeCall } from "repartee/testing";
import type {} from "repartee/testing/vitest";
import { expect, test } from "vitest";
import { receptionist } from "./agent.ts";
import { createDiary } from "./diary.ts";

expect.extend(callMatchers);

const use = (name: string, input: object): ModelBeat => ({ callId: name, name, input });

/** A model that does what a good one would, by the caller's last words. */
function play({ messages }: ModelRequest): readonly ModelBeat[] {
  const last = messages.at(-1);
  if (last?.role === "tool") {
    const [result] = last.results;
    return [
      300,
      result?.name === "free_times" ? `I have ${result.content}.` : "You are booked, and we look forward to it.",
    ];
  }
  const words = last?.role === "user" ? last.text : "";
  if (/toothache/.test(words)) return [300, use("front_desk", { say: "I will put you through." })];
  if (/bye/.test(words)) return [300, "Goodbye, ", "and take care.", use("end_call", { say: "" })];
  if (/Ada/.test(words)) return [300, use("book_visit", { time: "Monday at ten", name: "Ada" })];
  return [300, use("free_times", {})];
}

function practice() {
  const clock = createVirtualClock();
  const diary = createDiary(["Monday at ten", "Tuesday at three"]);
  return { agent: receptionist(diary, { model: createScriptedModel({ clock, play }), clock }), clock, diary };
}

test("books a visit and says goodbye", async () => {
  const { agent, clock, diary } = practice();
  const caller = scriptedCaller(["I need a visit.", "Monday at ten. My name is Ada.", "Thank you, bye."]);
  const call = await placeCall({ agent, clock, caller });

  expect(call).toHaveSaid("Monday at ten", { after: "visit", withinTurns: 1 });
  expect(call).toHaveSaid("You are booked", { after: "Ada", withinTurns: 1 });
  expect(call).toHaveSaidNothingTwice();
  expect(call).toHaveNoFindings();
  expect(call).toHaveEndedWith("agent_hangup");
  expect(diary.visits).toMatchObject([{ time: "Monday at ten", name: "Ada" }]);
});

test("books once, although the caller interrupts and the model books again", async () => {
  const { agent, clock, diary } = practice();
  const caller = scriptedCaller([
    "Monday at ten. My name is Ada.",
    interrupt({ afterWords: 8, say: "Ada with one d." }),
    "Thank you, bye.",
  ]);
  const { call } = await placeCall({ agent, clock, caller });

  expect(call.transcript).toContain("one d");
  const bookings = call.transcript_with_tool_calls.filter((item) => "name" in item && item.name === "book_visit");
  expect(bookings).toHaveLength(1);
  expect(diary.visits).toHaveLength(1);
});

test("transfers whoever is in pain", async () => {
  const { agent, clock, diary } = practice();
  const caller = scriptedCaller(["I have a toothache!"]);
  // Only phone calls can be transferred.
  const call = await placeCall({ agent, clock, caller, details: { callType: "phone_call" } });

  expect(call).toHaveSaid("I will put you through.");
  expect(call).toHaveEndedWith("call_transfer");
  expect(diary.visits).toEqual([]);
});

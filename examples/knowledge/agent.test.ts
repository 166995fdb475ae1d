import { scriptedCaller } from "repartee/platform";
import { callMatchers, createScriptedModel, createVirtualClock, placeCall } from "repartee/testing";
import type {} from "repartee/testing/vitest";
import { expect, test } from "vitest";
import { adviser } from "./agent.ts";

expect.extend(callMatchers);

/** Looks up the caller's words, and says what it was told. */
function harbour() {
  const clock = createVirtualClock();
  const model = createScriptedModel({
    clock,
    play({ messages }, index) {
      const last = messages.at(-1);
      if (last?.role === "user") return [200, { callId: `${index}`, name: "look_up", input: { words: last.text } }];
      const told = last?.role === "tool" ? last.results[0]?.content : "";
      return [400, told === "nothing found" ? "I do not know that." : `${told}`];
    },
  });
  return { agent: adviser({ model, clock }), clock };
}

test("says that it looks, and then what it found", async () => {
  const { agent, clock } = harbour();
  const call = await placeCall({ agent, clock, caller: scriptedCaller(["Where is the parking?"]) });

  expect(call).toHaveSaid("Let me look that up. Parking is free for guests", { after: "parking", withinTurns: 1 });
  expect(call).toHaveNoFindings();
});

test("says so when nothing is known", async () => {
  const { agent, clock } = harbour();
  const call = await placeCall({ agent, clock, caller: scriptedCaller(["Do you sell ice cream?"]) });

  expect(call).toHaveSaid("I do not know that.");
});

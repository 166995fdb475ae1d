import { scriptedCaller } from "repartee/platform";
import { callMatchers, createScriptedModel, createVirtualClock, type ModelBeat, placeCall } from "repartee/testing";
import type {} from "repartee/testing/vitest";
import { expect, test } from "vitest";
import { concierge } from "./agent.ts";

expect.extend(callMatchers);

/** A call to an agent whose models do this, in their order. */
function callWith(...models: (readonly ModelBeat[])[]) {
  const clock = createVirtualClock();
  const model = models.map((beats, at) => createScriptedModel({ clock, name: `model-${at}`, play: () => beats }));
  const agent = concierge({ model, clock });
  const caller = scriptedCaller(["Is there a room free?"]);
  // Only phone calls can be transferred.
  return placeCall({ agent, clock, caller, details: { callType: "phone_call" } });
}
const answer: ModelBeat[] = [400, "Yes, with a view of the sea."];
const broken: ModelBeat[] = [50, new Error("503 Service Unavailable")];
const mute: ModelBeat[] = [60_000];

test("the first model answers when it can", async () => {
  const call = await callWith(answer, broken);
  expect(call).toHaveSaid("Yes, with a view of the sea.", { after: "room", withinTurns: 1 });
  expect(call).not.toHaveSaid("One moment");
});

test("the second answers at once when the first fails", async () => {
  const call = await callWith(broken, answer);
  expect(call).toHaveSaid("Yes, with a view of the sea.");
  expect(call).not.toHaveSaid("One moment");
});

test("a holding line is said when the first is silent, and then the second answers", async () => {
  const call = await callWith(mute, answer);
  expect(call).toHaveSaid("One moment, please. Yes, with a view of the sea.", { after: "room", withinTurns: 1 });
  expect(call).toHaveNoFindings();
});

test("the caller is put through when none answers", async () => {
  const call = await callWith(mute, broken);
  expect(call).toHaveSaid("I will put you through to the reception.");
  expect(call).toHaveEndedWith("call_transfer");
});

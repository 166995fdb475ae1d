import { defineAgent } from "repartee";
import { interrupt, scriptedCaller } from "repartee/platform";
import { callMatchers, placeCall } from "repartee/testing";
import type {} from "repartee/testing/vitest";
import { expect, test } from "vitest";

expect.extend(callMatchers);

const agent = defineAgent({
  greeting: "Thank you for calling the harbour office. How may I help you?",
  respond: ({ lastUserText }) => (/hours/.test(lastUserText) ? "We are open from nine to five." : "Sorry?"),
});

test("a caller who interrupts the greeting and asks for the hours gets them at once", async () => {
  const caller = scriptedCaller([interrupt({ afterWords: 3, say: "What are your hours?" })]);
  const call = await placeCall({ agent, caller });

  expect(call).toHaveSaid("from nine to five", { after: "hours", withinTurns: 1 });
  expect(call).toHaveSaidNothingTwice();
  expect(call).toHaveNoFindings();
  expect(call).toHaveEndedWith("user_hangup");
});

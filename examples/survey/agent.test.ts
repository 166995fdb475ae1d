import { interrupt, scriptedCaller } from "repartee/platform";
import { callMatchers, createScriptedModel, createVirtualClock, placeCall } from "repartee/testing";
import type {} from "repartee/testing/vitest";
import { expect, test } from "vitest";
import { questions, survey } from "./agent.ts";

expect.extend(callMatchers);

/** Keeps what the caller says as the answer, asks what the instructions want asked, and ends when it may. */
function interviewer() {
  const clock = createVirtualClock();
  const model = createScriptedModel({
    clock,
    play({ messages, instructions, tools }, index) {
      const asked = /question (\d)/.exec(instructions)?.[1];
      const last = messages.at(-1);
      const question = /"(.*)"/.exec(instructions)?.[1];
      if (last?.role === "user" && asked !== undefined) {
        const input = { question: Number(asked), answer: last.text };
        return [200, { callId: `${index}`, name: "keep_answer", input }];
      }
      if ("end_call" in tools)
        return [200, { callId: `${index}`, name: "end_call", input: { say: "Thank you. Goodbye." } }];
      return [200, question ?? ""];
    },
  });
  const kept: string[][] = [];
  const agent = survey((_callId, ...answer) => kept.push(answer), { model, clock });
  return { agent, clock, model, kept };
}

test("asks one question after the other, keeps the answers, and hangs up", async () => {
  const { agent, clock, kept, model } = interviewer();
  const call = await placeCall({ agent, clock, caller: scriptedCaller(["Five.", "Not at all.", "No."]) });

  expect(kept).toEqual([
    [questions[0], "Five."],
    [questions[1], "Not at all."],
    [questions[2], "No."],
  ]);
  for (const question of questions) expect(call).toHaveSaidOnce(question);
  expect(call).toHaveSaid("Goodbye", { after: "No.", withinTurns: 1 });
  expect(call).toHaveEndedWith("agent_hangup");
  expect(call).toHaveNoFindings();
  const before = model.requests.slice(0, -1);
  expect(before.filter(({ tools }) => "end_call" in tools)).toEqual([]);
});

test("asks no question again that was answered over its own words", async () => {
  const { agent, clock, kept } = interviewer();
  const caller = scriptedCaller([interrupt({ afterWords: 14, say: "Five." }), "Not at all.", "No."]);
  const call = await placeCall({ agent, clock, caller });

  expect(kept.map(([question]) => question)).toEqual(questions);
  expect(call).toHaveEndedWith("agent_hangup");
});

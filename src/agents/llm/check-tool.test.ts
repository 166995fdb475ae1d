/** What a tool refuses, and what it says then. */
import { expect, it } from "vitest";
import { z } from "zod";
import type { Call } from "../../session/index.ts";
import { endCall, llmAgent, type Model, pressDigits, tool, transfer } from "./index.ts";

const input = z.object({ day: z.string() });
const whole = { description: "Tells when we are open.", input, effect: "read", run: () => "nine to five" };

function complaint(make: () => unknown): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ name: "ReparteeError", code: "bad-option" });
    return (error as Error).message;
  }
}

it.each([
  [{}],
  [{ meanwhile: undefined, timeoutMs: 3_600_000, onInterruption: "finish" }],
  // As arktype's schemas are.
  [{ input: Object.assign(() => undefined, { "~standard": input["~standard"] }) }],
])("%#: a tool that can work is taken", (options) => {
  expect(complaint(() => tool({ ...whole, ...options } as never))).toBeUndefined();
});

it.each([
  [undefined, "tool: give it options: description, input, effect and run"],
  [{ ...whole, effect: undefined }, 'tool: effect must be "read", "idempotent" or "commit"'],
  [{ ...whole, timeout: 5 }, 'there is no option "timeout"; known are description, input, effect, run, timeoutMs'],
  [{ ...whole, description: undefined }, "tool: description must be a text that is not empty"],
  [{ ...whole, run: undefined }, "tool: run must be a function"],
  [{ ...whole, execute: () => 1 }, 'there is no option "execute"; known are'],
  [{ ...whole, input: undefined }, "input must be a Standard Schema, such as z.object({ day: z.string() })"],
  [{ ...whole, input: { type: "object", properties: {} } }, "input must be a Standard Schema"],
  [{ ...whole, input: { day: z.string() } }, "input must be a Standard Schema"],
  [{ ...whole, meanwhile: 5 }, "tool: meanwhile must be a text"],
  [{ ...whole, timeoutMs: 0 }, "tool: timeoutMs must be a number above 0, and at most 3600000"],
  [{ ...whole, timeoutMs: "1000" }, "tool: timeoutMs must be a number"],
  [{ ...whole, onInterruption: "stop" }, 'tool: onInterruption must be "cancel", "finish" or "finish-and-tell"'],
])("%#: a tool that cannot work is refused, and the message says what it needs", (options, said) => {
  expect(complaint(() => tool(options as never))).toContain(said);
});

it.each([
  [() => endCall({ acknowledgments: ["danke"] } as never), 'endCall: there is no option "acknowledgments"; known are'],
  [() => endCall({ acknowledgements: "danke" as never }), "endCall: acknowledgements must be a list of words"],
  [() => pressDigits({ persist: "yes" as never }), "pressDigits: persist must be true or false"],
  [() => transfer("+14155550123", { closing: 5 as never }), 'transfer: closing must be a text, or "" to say nothing'],
  [() => transfer(undefined as never), 'transfer: give a number, such as "+14155550123"'],
])("%#: an action that cannot work is refused in the same way", (make, said) => {
  expect(complaint(make)).toContain(said);
});

const model: Model = { name: "m", async *generate() {} };
const call = { id: "c1", variables: {} } as unknown as Call;

it.each([
  ["a promise", () => Promise.resolve({})],
  ["undefined", () => undefined],
])("a state that is %s fails by name, instead of being no state", async (what, state) => {
  const agent = llmAgent({ model, instructions: "Help.", state: state as never, greeting: "Hi." });
  const greet = agent.greeting as (call: Call) => Promise<unknown>;
  await expect(greet(call)).rejects.toThrow(`llmAgent: state must give an object at once, and gave ${what}`);
});

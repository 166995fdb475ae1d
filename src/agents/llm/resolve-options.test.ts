/** What an LLM agent refuses, and what it says then. */
import { describe, expect, it } from "vitest";
import { endCall, llmAgent, type Model } from "./index.ts";
import { defaultLadder, resolveLlmOptions } from "./resolve-options.ts";

const model: Model = { name: "m", async *generate() {} };
const toModel = (): Model => model;

/** What is said of these options: the message, or nothing. */
function complaint(options: Record<string, unknown> | undefined): string | undefined {
  try {
    llmAgent(options as never);
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ name: "ReparteeError", code: "bad-option" });
    return (error as Error).message;
  }
}

describe("options of an LLM agent", () => {
  it.each([
    [{}],
    [{ greeting: null }],
    [{ tools: { _: endCall(), "Book-2": endCall(), ["b".repeat(64)]: endCall() } }],
    [{ greeting: () => "Hi." }],
    [{ ladder: { holdAfterMs: 0, holdLines: [], apology: "" } }],
    [{ ladder: { transferTo: undefined, turnMs: undefined }, timeZone: undefined, limits: undefined }],
    [{ timeZone: "Europe/Berlin", limits: { minutes: 0.5, ending: "Bye." } }],
    [{ limits: { costUsd: 1 }, prices: { m: { input: 0, output: 2 } } }],
  ])("%j are taken", (options) => {
    expect(complaint({ model, instructions: "Help.", ...options })).toBeUndefined();
  });

  it.each([
    [undefined, "llmAgent: give it options, such as"],
    [{ model: undefined }, "model must be a model of the AI SDK"],
    [{ model: [] }, "give at least one model"],
    [{ model: [model, 7] }, "model must be a model of the AI SDK"],
    [{ instructions: undefined }, "instructions must be a text that is not empty, or a function"],
    [{ instructions: " " }, "instructions must be"],
    [{ prompt: "Help." }, 'there is no option "prompt"; known are model, instructions,'],
    [{ greeting: 7 }, "greeting must be"],
    [{ tools: { book: () => 1 } }, "tools must be an object of tools by their names, each made with tool(), endCall()"],
    [{ tools: { "book visit": endCall() } }, 'tools["book visit"] needs a name that every provider takes'],
    [{ tools: { "diary.book": endCall() } }, 'tools["diary.book"] needs a name'],
    [{ tools: { "2nd": endCall() } }, 'tools["2nd"] needs a name'],
    [{ tools: { termin_für: endCall() } }, 'tools["termin_für"] needs a name'],
    [{ tools: { ["b".repeat(65)]: endCall() } }, "at most 64 characters"],
    [{ state: {} }, "state must be a function"],
    [{ endCallAfterReminders: 1.5 }, "endCallAfterReminders must be a whole number of 0 or more"],
    [{ lastReminderInstructions: " " }, "lastReminderInstructions must be a text that is not empty"],
    [{ lastReminderGoodbye: "" }, "lastReminderGoodbye must be a text that is not empty"],
    [{ silenceWords: "SILENCE" }, "silenceWords must be a list of words"],
    [{ confirmMs: -1 }, "confirmMs must be a number of milliseconds of 0 or more"],
    [{ maxSteps: 0 }, "maxSteps must be a whole number of 1 or more"],
    [{ timeZone: "" }, 'timeZone must be an IANA name that this Node knows, such as "Europe/Berlin"'],
    [{ timeZone: "Mars/Olympus" }, "timeZone must be an IANA name"],
    [{ clock: Date }, "clock must be a clock"],
    [{ ladder: [] }, "ladder must be an object"],
    [{ ladder: { holdMs: 1 } }, 'there is no option "ladder.holdMs"; known are holdAfterMs,'],
    [{ ladder: { holdAfterMs: Number.NaN } }, "ladder.holdAfterMs must be a number of milliseconds, or 0 for never"],
    [
      { ladder: { holdLines: ["One moment.", ""] } },
      "ladder.holdLines must be a list of lines to say, none of them empty",
    ],
    [{ ladder: { holdLines: "One moment." } }, "ladder.holdLines must be a list"],
    [{ ladder: { turnMs: 0 } }, "ladder.turnMs must be a number of milliseconds above 0"],
    [{ ladder: { silenceMs: Number.POSITIVE_INFINITY } }, "ladder.silenceMs must be a number of milliseconds"],
    [{ ladder: { transferTo: "" } }, 'ladder.transferTo must be a number, such as "+14155550123"'],
    [{ limits: { tokens: 0 } }, "limits.tokens must be a number above 0"],
    [{ limits: { hours: 1 } }, 'there is no option "limits.hours"; known are tokens, costUsd, minutes, ending'],
    [{ limits: { ending: "" } }, "limits.ending must be a text that is not empty"],
    [{ limits: { costUsd: 1 } }, 'limits.costUsd needs a price for each model; add prices["m"]'],
    [{ prices: { m: 2 } }, 'prices["m"] must be an object such as { input: 0.25, output: 2 }'],
    [{ prices: { m: { input: 1 } } }, 'prices["m"].output must be US dollars for a million tokens'],
    [{ prices: { m: { input: -1, output: 1 } } }, 'prices["m"].input must be US dollars'],
  ])("%j are refused", (options, message) => {
    expect(complaint(options && { model, instructions: "Help.", ...options })).toContain(message);
  });

  it("have defaults, also for the rest of a ladder that is given in part", () => {
    const { ladder, confirmMs, models } = resolveLlmOptions(
      {
        model,
        instructions: "Help.",
        confirmMs: undefined as never,
        ladder: { stallMs: 1, turnMs: undefined as never },
      },
      toModel,
    );
    expect(ladder).toEqual({ ...defaultLadder, stallMs: 1 });
    expect(confirmMs).toBe(600);
    expect(models).toEqual([model]);
  });
});

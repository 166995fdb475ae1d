/** Ready-made tools for what the platform can do. */
import { z } from "zod";
import type { Action } from "../../session/index.ts";
import { endCall as endCallAction, pressDigits as pressDigitsAction, transfer as transferAction } from "../actions.ts";
import { defaultAcknowledgements } from "./acknowledgement.ts";
import { checkActionTool } from "./check-tool.ts";
import type { StandardSchema } from "./standard-schema.ts";
import { type ActionTool, type FunctionTool, tool } from "./tool.ts";

export interface ActionToolOptions {
  /** When to use it, for the model. @default a sentence that says what it does */
  description?: string;
  /**
   * A caller's "thanks" over the last words makes the platform drop the action. With true, it is done on the next turn
   * without asking the model again, if the caller has said nothing but acknowledgements since.
   * @default true, but false for pressDigits
   */
  persist?: boolean;
  /** Words and phrases that ask for no other answer; case and marks do not matter. @default a short English list */
  acknowledgements?: readonly string[];
  /**
   * Said when the action is done on that next turn, without being interruptible; "" says nothing.
   * @default "Goodbye." for endCall, "One moment." for transfer, "" for pressDigits
   */
  closing?: string;
}

const lastWords = z.object({
  say: z
    .string()
    .describe("Your last words to the caller: here, not as text before. Empty if you have said them already."),
})["~standard"];

/** Models are asked for the words; one that leaves them out is not asked again while the caller waits for the end. */
const farewell: StandardSchema<{ readonly say: string }> = {
  "~standard": {
    ...lastWords,
    vendor: "repartee",
    validate: (input) => lastWords.validate({ say: "", ...(input as object) }),
  },
};

/**
 * Lets the model hang up; what it says before rides on the same message.
 * @throws ReparteeError `bad-option` for an option that cannot be used.
 */
export function endCall(options: ActionToolOptions = {}): ActionTool {
  checkActionTool("endCall", options);
  const description = "Ends the call. Use it when the caller says goodbye or everything is done.";
  return farewellTool(endCallAction(), { description, closing: "Goodbye.", ...options });
}

/**
 * Lets the model transfer the call to this number; what it says before rides on the same message.
 * @param number such as "+14155550123".
 * @throws ReparteeError `bad-option` when there is no number, and for an option that cannot be used.
 */
export function transfer(
  number: string,
  options: ActionToolOptions & { showTransfereeAsCaller?: boolean } = {},
): ActionTool {
  checkActionTool("transfer", options);
  const description = "Transfers the call to a person.";
  return farewellTool(transferAction(number, options), { description, closing: "One moment.", ...options });
}

/**
 * Lets the model press keys, such as in another company's menu.
 * @throws ReparteeError `bad-option` for an option that cannot be used.
 */
export function pressDigits(options: ActionToolOptions = {}): ActionTool {
  checkActionTool("pressDigits", options);
  const input = z.object({
    digits: z
      .string()
      .regex(/^[0-9*#]+$/)
      .describe("One or more of 0-9, * and #."),
  });
  return {
    kind: "action",
    description: options.description ?? "Presses keys on the phone.",
    input,
    persist: persistRule({ persist: false, ...options }),
    act: (value) => ({ action: pressDigitsAction((value as z.infer<typeof input>).digits) }),
  };
}

/** Lets the model change how patient the agent is, for the rest of the call. */
export function updateAgent(options: Pick<ActionToolOptions, "description"> = {}): FunctionTool {
  const input = z
    .object({
      responsiveness: z.number().min(0).max(1).describe("Lower waits longer before speaking."),
      interruption_sensitivity: z.number().min(0).max(1).describe("Lower takes more words to interrupt; 0 none can."),
      reminder_trigger_ms: z.number().positive().describe("Silence before a reminder, in ms."),
      reminder_max_count: z.int().nonnegative().describe("Reminders in a row; 0 turns them off."),
    })
    .partial()
    .refine((settings) => Object.values(settings).some((value) => value !== undefined), "give at least one setting");
  return tool({
    description:
      options.description ??
      "Changes how you take turns for the rest of the call, such as when the caller asks you to wait or speaks slowly.",
    input,
    effect: "idempotent",
    run(settings, { call }) {
      call.updateAgent(settings as Parameters<typeof call.updateAgent>[0]);
      return "done";
    },
  });
}

function farewellTool(action: Action, options: ActionToolOptions & { description: string }): ActionTool {
  return {
    kind: "action",
    description: options.description,
    input: farewell,
    persist: persistRule(options),
    act: (input) => ({ action, say: (input as { readonly say: string }).say }),
  };
}

function persistRule(options: ActionToolOptions): ActionTool["persist"] {
  const { persist = true, acknowledgements = defaultAcknowledgements, closing = "" } = options;
  return persist ? { acknowledgements, closing } : undefined;
}

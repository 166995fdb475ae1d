/** Ready-made tools for what the platform can do. */
import { z } from "zod";
import { endCall as endCallAction, pressDigits as pressDigitsAction, transfer as transferAction } from "../actions.ts";
import type { ActionTool } from "./tool.ts";

export interface ActionToolOptions {
  /** When to use it, for the model. @default a sentence that says what it does */
  description?: string;
  /** Offers the action again on the next turn when a caller's "thanks" wiped it out. @default true */
  persist?: boolean;
}

const farewell = z.object({ say: z.string().describe("What to say to the caller right before.") });

/** Lets the model hang up; what it says before rides on the same message. */
export function endCall(options: ActionToolOptions = {}): ActionTool {
  return {
    kind: "action",
    description: options.description ?? "Ends the call. Use it when the caller says goodbye or everything is done.",
    input: farewell,
    persist: options.persist ?? true,
    act: (input) => ({ action: endCallAction(), say: (input as z.infer<typeof farewell>).say }),
  };
}

/**
 * Lets the model transfer the call to this number.
 * @param number such as "+14155550123".
 * @throws ReparteeError `bad-option` when the number is empty.
 */
export function transfer(
  number: string,
  options: ActionToolOptions & { showTransfereeAsCaller?: boolean } = {},
): ActionTool {
  const action = transferAction(number, options);
  return {
    kind: "action",
    description: options.description ?? "Transfers the call to a person.",
    input: farewell,
    persist: options.persist ?? true,
    act: (input) => ({ action, say: (input as z.infer<typeof farewell>).say }),
  };
}

/** Lets the model press keys, such as in another company's menu. */
export function pressDigits(options: ActionToolOptions = {}): ActionTool {
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
    persist: options.persist ?? false,
    act: (value) => ({ action: pressDigitsAction((value as z.infer<typeof input>).digits) }),
  };
}

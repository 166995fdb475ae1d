/** What an agent can do besides speaking; each is an output to yield. */
import { ReparteeError } from "../errors.ts";
import type { EndCallAction, PressDigitsAction, Say, TransferAction } from "../session/index.ts";

/**
 * Speech that may, or may not, be interrupted. A plain string is the same as `say(text)`.
 * @param options.interruptible false: the caller cannot cut it off. @default true
 */
export function say(text: string, options: { interruptible?: boolean } = {}): Say {
  return { kind: "say", text, interruptible: options.interruptible ?? true };
}

/** Hangs up once everything of this answer was spoken; an interruption before that keeps the call. */
export function endCall(): EndCallAction {
  return { kind: "end_call" };
}

/**
 * Transfers the call once everything of this answer was spoken. Phone calls only, to a number that the platform knows.
 * @param number such as "+14155550123".
 * @param options.showTransfereeAsCaller show the caller's own number to the target. @default false
 * @throws ReparteeError `bad-option` when there is no number.
 */
export function transfer(number: string, options: { showTransfereeAsCaller?: boolean } = {}): TransferAction {
  // A number of the environment that is not set, of which plain JavaScript says nothing.
  if (typeof number !== "string" || number.trim() === "") {
    throw new ReparteeError("bad-option", 'transfer: give a number, such as "+14155550123"');
  }
  return { kind: "transfer", number, showTransfereeAsCaller: options.showTransfereeAsCaller ?? false };
}

/**
 * Presses keys once everything of this answer was spoken.
 * @param digits one or more of `0`-`9`, `*` and `#`.
 * @throws ReparteeError `bad-option` when there is another character among them.
 */
export function pressDigits(digits: string): PressDigitsAction {
  if (!/^[0-9*#]+$/.test(digits)) {
    throw new ReparteeError("bad-option", "pressDigits: give one or more of 0-9, * and #");
  }
  return { kind: "press_digits", digits };
}

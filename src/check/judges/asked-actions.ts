/** What a server asks to be done after an answer was spoken. */
import type { Answer, AnswerPart } from "../calls/answer.ts";
import { heardParts } from "./heard.ts";

export interface AskedAction {
  /** The field that asks for it. */
  readonly kind: "end_call" | "transfer_number" | "digit_to_press";
  /** The number or the keys; empty for `end_call`. */
  readonly value: string;
  readonly part: AnswerPart;
}

/**
 * Every part that asks for an action, in order; the fields of one part in the order in which the platform looks. An
 * empty number, or no keys, asks for nothing: servers in typed languages send every field.
 */
export function askedActions(answer: Answer): AskedAction[] {
  return heardParts(answer).flatMap((part) => {
    const { end_call: endCall, transfer_number: number, digit_to_press: digits } = part.event;
    const asked: AskedAction[] = [];
    if (endCall === true) asked.push({ kind: "end_call", value: "", part });
    if (number) asked.push({ kind: "transfer_number", value: number, part });
    if (digits) asked.push({ kind: "digit_to_press", value: digits, part });
    return asked;
  });
}

/** The URL that a person gave for a check, with its usual slips found before anything is dialled. */
import { ReparteeError } from "../../errors.ts";
import { checkCallTarget, defaultCallTarget } from "../call/index.ts";

/** @throws ReparteeError `bad-option` for what cannot be meant, with what was probably meant. */
export function checkUrl(given: string = defaultCallTarget): string {
  const url = checkCallTarget(given);
  const variable = /\{\{.*?\}\}/.exec(url);
  if (variable === null) return url;
  throw new ReparteeError(
    "bad-option",
    `"${given}" holds the variable ${variable[0]}, and a check has no value for it: write one in its place`,
  );
}

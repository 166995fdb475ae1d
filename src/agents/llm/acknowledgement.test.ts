import { expect, it } from "vitest";
import { defaultAcknowledgements, isAcknowledgement } from "./acknowledgement.ts";

it.each(["Thanks.", "RIGHT", "okay, bye!", "Thank you very much. Bye-bye.", "Uh-huh. All right, thanks a lot"])(
  "takes %j for an acknowledgement",
  (words) => {
    expect(isAcknowledgement(words, defaultAcknowledgements)).toBe(true);
  },
);

it.each(["", " ... ", "Yes.", "No thanks", "Thanks, and when?", "very much", "(unintelligible audio)"])(
  "takes %j for more than that",
  (words) => {
    expect(isAcknowledgement(words, defaultAcknowledgements)).toBe(false);
  },
);

it("knows no phrase where none is given", () => {
  expect(isAcknowledgement("Thanks.", [])).toBe(false);
  expect(isAcknowledgement("Thanks.", ["", "?"])).toBe(false);
});

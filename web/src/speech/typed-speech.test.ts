import { expect, test } from "vitest";
import type { CallerAction } from "../../../src/console/feed.ts";
import { TypedSpeech } from "./typed-speech.ts";

function typing(): { readonly typed: TypedSpeech; readonly heard: CallerAction[] } {
  const heard: CallerAction[] = [];
  return { typed: new TypedSpeech((action) => heard.push(action)), heard };
}

test("typing is heard word by word, and as a whole when it is sent", () => {
  const { typed, heard } = typing();
  for (const text of ["H", "Hi", "Hi ", "Hi t", "Hi the", "Hi there"]) typed.typed(text);
  typed.sent("Hi there");
  expect(heard).toEqual([
    { kind: "start-speaking" },
    { kind: "partial", text: "Hi" },
    { kind: "final", text: "Hi there" },
  ]);
});

test("a caller who stops before the first whole word said nothing", () => {
  const { typed, heard } = typing();
  typed.typed("Hm");
  typed.typed("");
  expect(heard).toEqual([{ kind: "start-speaking" }, { kind: "stop-speaking" }]);
});

test("what was heard stays said when the caller goes silent", () => {
  const { typed, heard } = typing();
  typed.typed("One two");
  typed.silent();
  typed.silent();
  expect(heard).toEqual([{ kind: "start-speaking" }, { kind: "partial", text: "One" }, { kind: "final", text: "One" }]);
});

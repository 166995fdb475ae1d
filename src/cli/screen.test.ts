import { expect, test } from "vitest";
import { createScreen, type ScreenStream } from "./screen.ts";

function createStream(isTTY: boolean): ScreenStream & { written: string[]; fail(): void } {
  const written: string[] = [];
  const listeners: ((error: Error) => void)[] = [];
  return {
    written,
    isTTY,
    write: (text) => written.push(text),
    on: (_event, listener) => listeners.push(listener),
    fail() {
      if (listeners.length === 0) throw new Error("nobody listens, so the process would die");
      for (const listener of listeners) listener(new Error("EPIPE"));
    },
  };
}

test("lines for people go to the output, errors to the error stream", () => {
  const output = createStream(false);
  const errors = createStream(false);
  const screen = createScreen({ output, errors, environment: {} });
  screen.print("hello");
  screen.printError("oh");
  expect([output.written, errors.written]).toEqual([["hello\n"], ["oh\n"]]);
});

test("there are colours on a terminal only, and not with NO_COLOR", () => {
  const on = (isTTY: boolean, environment: Record<string, string>): boolean =>
    createScreen({ output: createStream(isTTY), errors: createStream(true), environment }).colours;
  expect([on(true, {}), on(false, {}), on(true, { NO_COLOR: "1" }), on(true, { NO_COLOR: "" })]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test("a reader that goes away ends nothing", () => {
  const output = createStream(true);
  const errors = createStream(true);
  createScreen({ output, errors, environment: {} });
  output.fail();
  errors.fail();
});

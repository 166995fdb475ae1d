/** Drives a call by the keys of a terminal, one by one: a caller is heard to speak from the first key on. */
import { emitKeypressEvents } from "node:readline";
import type { LiveCaller } from "../../platform/index.ts";
import { type CallerInput, isCommand, parseCallerInput } from "./caller-input.ts";
import { type EditedLine, editLine, emptyLine, type Key, toText } from "./line-editor.ts";

/** A terminal that can pass on keys one by one. */
export interface KeyInput extends NodeJS.ReadableStream {
  setRawMode(raw: boolean): unknown;
}

export interface KeyboardCallerOptions {
  readonly input: KeyInput;
  readonly caller: LiveCaller;
  /** Resolves when the call is live, or over: before that nothing can be said. */
  readonly live: Promise<void>;
  /** Shows what is being typed; undefined when nothing can be. */
  showLine(line: EditedLine | undefined): void;
  /** Does what a line asks for. */
  act(input: CallerInput): void;
  /** Ctrl-C, which is a key and no signal here. */
  onStop(): void;
}

/** @returns the function that gives the terminal back. */
export function driveByKeys(options: KeyboardCallerOptions): () => void {
  const { input, caller, live, showLine, act, onStop } = options;
  let line: EditedLine = emptyLine;
  let takesKeys = false;
  let isOver = false;
  let speaks = false;
  let heard = "";

  /** Whoever types speaks; the last word is not heard before it is finished. */
  const speak = (text: string): void => {
    if (text === "" || isCommand(text)) {
      fallSilent();
      return;
    }
    if (!speaks) caller.startSpeaking();
    speaks = true;
    const words = /^.*\s/s.exec(text)?.[0].trim() ?? "";
    if (words !== "" && words !== heard) caller.partial(words);
    heard = words === "" ? heard : words;
  };

  /** What was heard cannot be taken back, even if it is wiped off the line. */
  const fallSilent = (): void => {
    if (!speaks) return;
    speaks = false;
    if (heard === "") caller.stopSpeaking();
    else act({ type: "say", text: heard });
    heard = "";
  };

  const send = (): void => {
    const typed = parseCallerInput(toText(line));
    line = emptyLine;
    showLine(line);
    if (typed?.type === "say") {
      speaks = false;
      heard = "";
    } else {
      fallSilent();
    }
    if (typed !== undefined) act(typed);
  };

  const onKey = (text: string | undefined, { name, ctrl: control, meta }: TerminalKey): void => {
    const key: Key = { text, name, control, meta };
    if (control && name === "c") onStop();
    else if (control && name === "d" && line.characters.length === 0) onStop();
    else if (!takesKeys) return;
    else if (name === "return" || name === "enter") send();
    else {
      line = editLine(line, key);
      showLine(line);
      speak(toText(line));
    }
  };

  emitKeypressEvents(input);
  input.setRawMode(true);
  input.on("keypress", onKey);
  input.resume();
  void live.then(() => {
    if (isOver) return;
    takesKeys = true;
    showLine(line);
  });
  return () => {
    isOver = true;
    takesKeys = false;
    showLine(undefined);
    input.off("keypress", onKey);
    input.setRawMode(false);
    input.pause();
  };
}

/** As `readline` spells it. */
interface TerminalKey {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

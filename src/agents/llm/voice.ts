/** The agent's voice within one turn: everything that is said goes through here, and is remembered. */
import type { Channel, Clock } from "../../internal/index.ts";
import type { Action, AgentOutput } from "../../session/index.ts";
import { say } from "../actions.ts";
import { lettersOf } from "./heard.ts";
import { createSpeechStream, toSpeech } from "./speech.ts";

export interface Voice {
  /** Everything that was said so far in this turn. */
  readonly said: string;
  /** When the last of it was said, by the clock; undefined before. */
  readonly saidAtMs: number | undefined;
  /** Of it, what the model said: no holding lines. */
  readonly answered: string;
  /** A piece of the model's text. */
  push(text: string): void;
  /** The model pauses: says what is held back, if it looks like whole sentences. */
  settle(): void;
  /** Says what is held back of the model's text: nothing more of this sentence is to be waited for. */
  flush(): void;
  /** The generation is over: says the rest of it. */
  finish(): void;
  /** The generation was broken off: half a sentence stays unsaid. */
  drop(): void;
  /** Says a line of ours, apart from what was said before. */
  say(line: string): void;
  /** Does this after what was said; what is held back, and the line, ride on the same frame. */
  act(action: Action, line?: string): void;
  /** Does this after a line that the caller cannot interrupt; "" says nothing. */
  insist(action: Action, line: string): void;
}

export function createVoice(out: Channel<AgentOutput>, silenceWords: readonly string[], clock: Clock): Voice {
  let said = "";
  let saidAtMs: number | undefined;
  let answered = "";
  let speech = createSpeechStream({ silenceWords });

  const emit = (text: string): void => {
    if (text === "") return;
    // Parts of an answer are joined as they are: a sentence must not stick to the one before.
    const joined = /\S$/.test(said) && /^\S/.test(text) ? ` ${text}` : text;
    said += joined;
    saidAtMs = clock.now();
    out.push(joined);
  };
  const answer = (text: string): void => {
    answered += text;
    emit(text);
  };
  const reset = (): void => {
    speech = createSpeechStream({ silenceWords });
  };
  const finish = (): void => {
    answer(speech.finish());
    reset();
  };

  return {
    get said() {
      return said;
    },
    get saidAtMs() {
      return saidAtMs;
    },
    get answered() {
      return answered;
    },
    push(text) {
      answer(speech.push(text));
    },
    settle() {
      answer(speech.settle());
    },
    flush() {
      answer(speech.flush());
    },
    finish,
    drop: reset,
    say: emit,
    act(action, line = "") {
      finish();
      const spoken = toSpeech(line, { silenceWords });
      // Some models write their farewell twice: as text, and as what is to be said with the action.
      if (!lettersOf(answered).endsWith(lettersOf(spoken))) answer(spoken);
      out.push(action);
    },
    insist(action, line) {
      said += line;
      out.push(say(line, { interruptible: false }));
      out.push(action);
    },
  };
}

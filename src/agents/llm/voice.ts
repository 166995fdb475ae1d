/** The agent's voice within one turn: everything that is said goes through here, and is remembered. */
import type { Channel } from "../../internal/index.ts";
import type { Action, AgentOutput } from "../../session/index.ts";
import { createSpeechStream, type SpeechStream } from "./speech.ts";

export interface Voice {
  /** Everything that was said so far in this turn. */
  readonly said: string;
  /** Whether the model itself said something: a holding line does not count. */
  readonly hasAnswered: boolean;
  /** A piece of the model's text. */
  push(text: string): void;
  /** Says what is held back of the model's text, if its sentence could be over. */
  flush(): void;
  /** Says whatever is left of one generation. */
  finish(): void;
  /** Says a line of ours, apart from what was said before. */
  say(line: string): void;
  /** Does this after what was said; whatever is held back rides on the same frame. */
  act(action: Action, line?: string): void;
}

export function createVoice(out: Channel<AgentOutput>, silenceWords: readonly string[]): Voice {
  let said = "";
  let hasAnswered = false;
  let speech: SpeechStream = createSpeechStream({ silenceWords });

  const emit = (text: string): void => {
    if (text === "") return;
    // Parts of an answer are joined as they are: a sentence must not stick to the one before.
    const joined = said !== "" && /\S$/.test(said) && /^\S/.test(text) ? ` ${text}` : text;
    said += joined;
    out.push(joined);
  };
  const answer = (text: string): void => {
    if (text.trim() !== "") hasAnswered = true;
    emit(text);
  };

  return {
    get said() {
      return said;
    },
    get hasAnswered() {
      return hasAnswered;
    },
    push: (text) => answer(speech.push(text)),
    flush: () => answer(speech.flush()),
    finish() {
      answer(speech.finish());
      speech = createSpeechStream({ silenceWords });
    },
    say: (line) => emit(line),
    act(action, line = "") {
      this.finish();
      emit(line);
      out.push(action);
    },
  };
}

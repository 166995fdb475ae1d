/** The platform's record of the conversation: what was spoken and heard so far, plain and with tool calls woven in. */
import { type TranscriptItem, type Utterance, unintelligibleAudio, type Word } from "../protocol/index.ts";

/** A word and when it was heard, in ms of the clock. */
export interface TimedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

interface Line extends Utterance {
  words: Word[];
}

/**
 * Each frame holds the whole conversation, of which little has changed since the last: what has not is encoded once.
 * Without that a call's cost grows with the square of its length.
 */
class EncodedItems {
  readonly items: TranscriptItem[] = [];
  readonly #texts = new WeakMap<TranscriptItem, string>();

  changed(item: TranscriptItem): void {
    this.#texts.delete(item);
  }

  /** @param last how many of the latest items; all when absent. */
  toJson(last?: number): string {
    const items = last === undefined ? this.items : this.items.slice(-last);
    return `[${items.map((item) => this.#encode(item)).join(",")}]`;
  }

  #encode(item: TranscriptItem): string {
    let text = this.#texts.get(item);
    if (text === undefined) {
      text = JSON.stringify(item);
      this.#texts.set(item, text);
    }
    return text;
  }
}

export class Transcript {
  readonly #originMs: () => number;
  readonly #utterances = new EncodedItems();
  readonly #woven = new EncodedItems();
  #agent: Line | undefined;
  /** With the white space after the last word, which is not told before another follows. */
  #agentText = "";
  #user: Line | undefined;

  /** @param originMs the moment on the clock that word times count from. */
  constructor(originMs: () => number) {
    this.#originMs = originMs;
  }

  get utterances(): Utterance[] {
    return this.#utterances.items as Line[];
  }

  get woven(): TranscriptItem[] {
    return this.#woven.items;
  }

  /** The same as `JSON.stringify` of {@link utterances}, or of the latest, at the price of what has changed. */
  utterancesJson(last?: number): string {
    return this.#utterances.toJson(last);
  }

  wovenJson(last?: number): string {
    return this.#woven.toJson(last);
  }

  /** The next word of the agent opens a new utterance. */
  endAgentUtterance(): void {
    this.#agent = undefined;
  }

  /** @param text the word with the white space around it, so that the joined words are what the server sent. */
  agentWord(word: TimedWord): void {
    if (this.#agent === undefined) {
      this.#agent = this.#add("agent");
      this.#agentText = "";
    }
    this.#agentText += word.text;
    this.#agent.content = this.#agentText.trim();
    this.#agent.words.push(this.#toWord(word));
    this.#changed(this.#agent);
  }

  /** The caller's next words open a new utterance. */
  endUserUtterance(): void {
    this.#user = undefined;
  }

  /** Sets the whole text of the caller's open utterance: recognisers revise what they have heard. */
  userText(text: string, nowMs: number): void {
    if (text === "" && this.#user === undefined) return;
    this.#user ??= this.#add("user");
    this.#user.content = text;
    this.#user.words = text === unintelligibleAudio ? [] : this.#timeWords(this.#user.words, text, nowMs);
    this.#changed(this.#user);
  }

  tool(item: TranscriptItem): void {
    this.#woven.items.push(item);
  }

  /** The conversation as one text, a line for each utterance. */
  toText(): string {
    return this.utterances.map(({ role, content }) => `${role === "agent" ? "Agent" : "User"}: ${content}\n`).join("");
  }

  #add(role: "agent" | "user"): Line {
    const line: Line = { role, content: "", words: [] };
    this.#utterances.items.push(line);
    this.#woven.items.push(line);
    return line;
  }

  #changed(line: Line): void {
    this.#utterances.changed(line);
    this.#woven.changed(line);
  }

  /** Words that stay keep their times; new ones share the time since the last. */
  #timeWords(known: Word[], text: string, nowMs: number): Word[] {
    const words = text.split(/\s+/).filter((word) => word !== "");
    let same = 0;
    while (same < words.length && known[same]?.word === words[same]) same += 1;
    const kept = known.slice(0, same);
    const fresh = words.slice(same);
    const end = this.#seconds(nowMs);
    // About how long the words take; the recogniser that is stood in for gives approximate times too.
    const start = Math.max(kept.at(-1)?.end ?? 0, end - fresh.join(" ").length / 15);
    fresh.forEach((word, index) => {
      const share = (position: number): number => round(start + ((end - start) * position) / fresh.length);
      kept.push({ word, start: share(index), end: share(index + 1) });
    });
    return kept;
  }

  #toWord({ text, startMs, endMs }: TimedWord): Word {
    return { word: text.trim(), start: this.#seconds(startMs), end: this.#seconds(endMs) };
  }

  #seconds(ms: number): number {
    return round((ms - this.#originMs()) / 1_000);
  }
}

function round(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}

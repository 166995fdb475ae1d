/** One model's try at one generation: reads its parts, lets the voice speak, and cuts it off when it stalls. */
import type { Clock, Timer } from "../../internal/index.ts";
import { checkPart } from "./check-part.ts";
import type { EarlyModel } from "./early-generation.ts";
import type { Generation, GenerationOutcome } from "./generation.ts";
import { jsonLength } from "./json-length.ts";
import { TurnOverdue } from "./ladder.ts";
import type { Model, ModelPart, ModelRequest, ModelToolCall, ModelUsage } from "./model.ts";
import { ModelStalled } from "./model-stalled.ts";
import type { LadderOptions } from "./options.ts";
import { untilAborted } from "./until-aborted.ts";
import type { Voice } from "./voice.ts";

/** A pause of the model, in ms, after which a whole sentence does not wait for the next one to begin. */
const pauseMs = 250;
/**
 * The same where an action may follow, which is to ride on the last sentence, as long as the caller is still listening
 * to an earlier one: nobody waits for it.
 */
const pauseBeforeActionMs = 1_000;
/** Of quick speech: the caller listens at least so long. */
const msPerCharacter = 50;

/** It came to its end without a word or a call. */
class ModelSaidNothing extends Error {
  override readonly name = "ModelSaidNothing";
}

export interface AttemptInput {
  readonly request: ModelRequest;
  readonly voice: Voice;
  readonly clock: Clock;
  readonly ladder: LadderOptions;
  /** Words with which a model says that it has nothing to say. */
  readonly silenceWords: readonly string[];
  /** Whether this tool ends the turn with an action: then what was said last must ride on the same frame. */
  readonly isAction: (toolName: string) => boolean;
  /** The model that was begun ahead of the request, if this is it. */
  readonly early: EarlyModel | undefined;
  readonly onGeneration: (generation: Generation) => void;
}

export class Attempt {
  /** What the model wrote, as it wrote it. */
  text = "";
  readonly toolCalls: ModelToolCall[] = [];
  readonly #model: Model;
  readonly #input: AttemptInput;
  readonly #stop = new AbortController();
  readonly #startMs: number;
  readonly #saidBefore: string;
  #timer: Timer | undefined;
  #pauseTimer: Timer | undefined;
  #callsBegun = 0;
  #hasAction = false;
  #firstTokenMs: number | undefined;
  #firstSpeechMs: number | undefined;
  #firstSentenceMs: number | undefined;
  #heardCharacters = 0;
  /** When the caller has heard what was said so far, at the soonest; by the clock. */
  #listensUntilMs = 0;
  #usage: ModelUsage | undefined;

  constructor(model: Model, input: AttemptInput) {
    this.#model = model;
    this.#input = input;
    this.#startMs = input.clock.now();
    this.#saidBefore = input.voice.answered;
  }

  /** Whether something of this generation was said. */
  get isHeard(): boolean {
    return this.#input.voice.answered !== this.#saidBefore;
  }

  /** Whether a tool call was begun that did not come to its end. */
  get isInsideToolCall(): boolean {
    return this.#callsBegun > this.toolCalls.length;
  }

  /**
   * @throws what the model threw and the reason why it was stopped, unless it has called tools by then; an error when
   * it neither spoke nor called one.
   */
  async run(): Promise<void> {
    const { request, ladder } = this.#input;
    const stop = (): void => this.#stop.abort(request.signal.reason);
    request.signal.addEventListener("abort", stop, { once: true });
    if (request.signal.aborted) stop();
    this.#watch(ladder.firstWordMs, "got no sentence out");
    try {
      await this.#read();
      if (this.toolCalls.length === 0) this.#finish();
      this.#report("kept");
    } catch (error) {
      // It has called what it wanted to: the rest of its stream is not missed.
      const hasCalled = this.toolCalls.length > 0 && !this.isInsideToolCall && !request.signal.aborted;
      if (!hasCalled || !this.#hasAction) this.#breakOff();
      this.#report(this.#outcome(), error);
      if (!hasCalled) throw error;
    } finally {
      request.signal.removeEventListener("abort", stop);
      this.#input.clock.clearTimeout(this.#timer);
      this.#input.clock.clearTimeout(this.#pauseTimer);
      this.#stop.abort(new Error("the generation is over"));
    }
  }

  /** What was heard ends with its last whole sentence; what was not leaves the word to the next model. */
  #breakOff(): void {
    const { request, voice } = this.#input;
    if (this.isHeard && !request.signal.aborted) voice.settle();
    voice.drop();
  }

  #finish(): void {
    this.#input.voice.finish();
    this.#noteSpeech(true);
    const isSilence = this.#input.silenceWords.some((word) => this.text.includes(word));
    if (!this.isHeard && !isSilence) throw new ModelSaidNothing(`${this.#model.name} said nothing`);
  }

  async #read(): Promise<void> {
    const { signal } = this.#stop;
    const parts = this.#model.generate({ ...this.#input.request, signal })[Symbol.asyncIterator]();
    try {
      while (true) {
        // Not every model of somebody's own keeps to the types.
        const next = await untilAborted(Promise.resolve(parts.next()), signal);
        if (next.done === true) return;
        this.#firstTokenMs ??= this.#input.clock.now() - this.#startMs;
        this.#take(next.value);
        if (next.value.type === "end") return;
        if (this.isHeard || this.#callsBegun > 0) this.#watch(this.#input.ladder.stallMs, "wrote nothing more");
      }
    } finally {
      // A provider that ignores its signal is left to itself.
      Promise.resolve()
        .then(() => parts.return?.())
        .catch(() => undefined);
    }
  }

  #take(part: ModelPart): void {
    const { voice, clock, isAction } = this.#input;
    checkPart(part, this.#model.name);
    switch (part.type) {
      case "text":
        this.text += part.text;
        voice.push(part.text);
        this.#noteSpeech(true);
        // What is written after an action is to ride on its frame, too.
        if (!this.#hasAction) this.#watchPause();
        break;
      case "tool-call-started":
        clock.clearTimeout(this.#pauseTimer);
        this.#callsBegun += 1;
        // The caller should hear what was said before the tool now, and not when the tool is done.
        if (isAction(part.name)) this.#hasAction = true;
        else voice.flush();
        this.#noteSpeech(false);
        break;
      case "tool-call":
        this.toolCalls.push(part.call);
        this.#callsBegun = Math.max(this.#callsBegun, this.toolCalls.length);
        break;
      case "end":
        this.#usage = part.usage;
        break;
    }
  }

  #noteSpeech(isSentence: boolean): void {
    if (!this.isHeard) return;
    const nowMs = this.#input.clock.now();
    const heard = this.#input.voice.answered.length - this.#saidBefore.length;
    this.#listensUntilMs = Math.max(this.#listensUntilMs, nowMs) + (heard - this.#heardCharacters) * msPerCharacter;
    this.#heardCharacters = heard;
    const afterMs = nowMs - this.#startMs;
    // What a tool call pushes out need not be a sentence; that it was one cannot be told afterwards.
    if (isSentence && this.#firstSpeechMs === undefined) this.#firstSentenceMs = afterMs;
    this.#firstSpeechMs ??= afterMs;
  }

  #watch(ms: number, what: string): void {
    const { clock } = this.#input;
    clock.clearTimeout(this.#timer);
    if (ms <= 0) return;
    this.#timer = clock.setTimeout(() => {
      this.#stop.abort(new ModelStalled(`${this.#model.name} ${what} for ${ms} ms`));
    }, ms);
  }

  #watchPause(): void {
    const { clock, voice, ladder, early } = this.#input;
    const nowMs = clock.now();
    const sinceMs = this.#model === early ? early.wroteAtMs : nowMs;
    const untilMs = this.#mayAct() ? Math.min(sinceMs + pauseBeforeActionMs, this.#listensUntilMs) : 0;
    // A pause may have begun before the request; but what was written until then is read first.
    const waitMs = Math.max(1, Math.max(sinceMs + pauseMs, untilMs) - nowMs);
    clock.clearTimeout(this.#pauseTimer);
    this.#pauseTimer = clock.setTimeout(() => {
      const wasHeard = this.isHeard;
      voice.settle();
      this.#noteSpeech(true);
      // Its first words are out: from now on it may take as long as any that was heard.
      if (!wasHeard && this.isHeard) this.#watch(ladder.stallMs, "wrote nothing more");
    }, waitMs);
  }

  #mayAct(): boolean {
    const { request, isAction } = this.#input;
    return request.mayCallTools && Object.keys(request.tools).some(isAction);
  }

  #outcome(): GenerationOutcome {
    const { signal } = this.#input.request;
    if (signal.aborted) return signal.reason instanceof TurnOverdue ? "stalled" : "withdrawn";
    return this.#stop.signal.aborted ? "stalled" : "failed";
  }

  #report(outcome: GenerationOutcome, error?: unknown): void {
    const { request, clock, early, onGeneration } = this.#input;
    onGeneration({
      model: this.#model.name,
      purpose: this.#model === early ? "early" : "answer",
      outcome,
      firstTokenMs: this.#firstTokenMs,
      firstSpeechMs: this.#firstSpeechMs,
      firstSentenceMs: this.#firstSentenceMs,
      totalMs: clock.now() - this.#startMs,
      usage: this.#usage,
      request,
      characters: this.toolCalls.reduce((sum, { input }) => sum + jsonLength(input), this.text.length),
      ...(outcome === "failed" || outcome === "stalled" ? { error } : {}),
    });
  }
}

/** One generation, by the first model of the list that gets a sentence out. */
import type { Clock, Timer } from "../../internal/index.ts";
import type { Generation, GenerationOutcome } from "./generation.ts";
import type { Model, ModelPart, ModelRequest, ModelToolCall, ModelUsage } from "./model.ts";
import type { LadderOptions } from "./options.ts";
import { untilAborted } from "./until-aborted.ts";
import type { Voice } from "./voice.ts";

export interface StepResult {
  readonly toolCalls: readonly ModelToolCall[];
  /** What the model wrote, as it wrote it. */
  readonly text: string;
}

export interface StepInput {
  readonly models: readonly Model[];
  readonly request: ModelRequest;
  readonly voice: Voice;
  readonly clock: Clock;
  readonly ladder: LadderOptions;
  /** Whether this tool ends the turn with an action: then what was said last must ride on the same frame. */
  readonly isAction: (toolName: string) => boolean;
  readonly onGeneration: (generation: Generation) => void;
  /** A model gave way to the next one, or was cut off in the middle of its answer. */
  readonly onTrouble: (trouble: "next-model" | "cut-off") => void;
}

/** Every model has failed before it said a word. */
export class AllModelsFailed extends Error {
  override readonly name = "AllModelsFailed";
}

/**
 * A model that fails or stalls before it is heard gives way to the next one. Once it was heard there is no way back:
 * then the answer ends with the last whole sentence.
 *
 * @throws AllModelsFailed when none is left; the signal's reason when `request.signal` fires.
 */
export async function generateStep(input: StepInput): Promise<StepResult> {
  const failures: unknown[] = [];
  for (const model of input.models) {
    const attempt = new Attempt(model, input);
    try {
      return await attempt.run();
    } catch (error) {
      if (input.request.signal.aborted) throw input.request.signal.reason;
      if (attempt.isHeard) {
        input.onTrouble("cut-off");
        return { toolCalls: [], text: attempt.text };
      }
      failures.push(error);
      if (failures.length < input.models.length) input.onTrouble("next-model");
    }
  }
  throw new AllModelsFailed(`no model answered: ${failures.map(String).join("; ")}`);
}

class Attempt {
  text = "";
  readonly #model: Model;
  readonly #input: StepInput;
  readonly #toolCalls: ModelToolCall[] = [];
  readonly #stop = new AbortController();
  readonly #startMs: number;
  readonly #saidBefore: string;
  #timer: Timer | undefined;
  #firstTokenMs: number | undefined;
  #firstSentenceMs: number | undefined;
  #usage: ModelUsage | undefined;

  constructor(model: Model, input: StepInput) {
    this.#model = model;
    this.#input = input;
    this.#startMs = input.clock.now();
    this.#saidBefore = input.voice.answered;
  }

  /** Whether something of this generation was said. */
  get isHeard(): boolean {
    return this.#input.voice.answered !== this.#saidBefore;
  }

  async run(): Promise<StepResult> {
    const { request, ladder, voice } = this.#input;
    const stop = (): void => this.#stop.abort(request.signal.reason);
    request.signal.addEventListener("abort", stop, { once: true });
    if (request.signal.aborted) stop();
    this.#watch(ladder.firstWordMs, "did not get a sentence out");
    try {
      await this.#read();
      if (this.#toolCalls.length === 0) voice.finish();
      this.#report("kept");
      return { toolCalls: this.#toolCalls, text: this.text };
    } catch (error) {
      voice.drop();
      this.#report(request.signal.aborted ? "withdrawn" : this.#stop.signal.aborted ? "stalled" : "failed");
      throw error;
    } finally {
      request.signal.removeEventListener("abort", stop);
      this.#input.clock.clearTimeout(this.#timer);
      this.#stop.abort(new Error("the generation is over"));
    }
  }

  async #read(): Promise<void> {
    const { signal } = this.#stop;
    const parts = this.#model.generate({ ...this.#input.request, signal })[Symbol.asyncIterator]();
    try {
      while (true) {
        const next = await untilAborted(parts.next(), signal);
        if (next.done === true) return;
        this.#firstTokenMs ??= this.#input.clock.now() - this.#startMs;
        this.#take(next.value);
        if (this.isHeard || this.#toolCalls.length > 0) this.#watch(this.#input.ladder.stallMs, "stopped");
      }
    } finally {
      // A provider that ignores its signal is left to itself.
      parts.return?.()?.catch(() => undefined);
    }
  }

  #take(part: ModelPart): void {
    const { voice, isAction } = this.#input;
    switch (part.type) {
      case "text":
        this.text += part.text;
        voice.push(part.text);
        break;
      case "tool-call-started":
        // The caller should hear what was said before the tool now, and not when the tool is done.
        if (!isAction(part.name)) voice.flush();
        break;
      case "tool-call":
        this.#toolCalls.push(part.call);
        break;
      case "end":
        this.#usage = part.usage;
        break;
    }
    if (this.isHeard) this.#firstSentenceMs ??= this.#input.clock.now() - this.#startMs;
  }

  #watch(ms: number, what: string): void {
    const { clock } = this.#input;
    clock.clearTimeout(this.#timer);
    if (ms <= 0) return;
    this.#timer = clock.setTimeout(() => {
      this.#stop.abort(new Error(`${this.#model.name} ${what} for ${ms} ms`));
    }, ms);
  }

  #report(outcome: GenerationOutcome): void {
    this.#input.onGeneration({
      model: this.#model.name,
      outcome,
      firstTokenMs: this.#firstTokenMs,
      firstSentenceMs: this.#firstSentenceMs,
      totalMs: this.#input.clock.now() - this.#startMs,
      usage: this.#usage,
      requestCharacters: lengthOf(this.#input.request),
      characters: this.text.length,
    });
  }
}

function lengthOf({ instructions, messages }: ModelRequest): number {
  return instructions.length + JSON.stringify(messages).length;
}

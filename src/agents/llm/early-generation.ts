/** A generation that is begun before the request: what it writes is kept until the request comes, and never heard if none does. */
import { type Channel, type Clock, createChannel, type Timer } from "../../internal/index.ts";
import { checkPart } from "./check-part.ts";
import type { Generation } from "./generation.ts";
import { jsonLength } from "./json-length.ts";
import type { Model, ModelPart, ModelRequest, ModelUsage } from "./model.ts";
import { ModelStalled } from "./model-stalled.ts";
import { wordsKey } from "./words-key.ts";

/** What the model is told, apart from the signal of whoever asks. */
export type EarlyRequest = Omit<ModelRequest, "signal">;

/** Takes the place of the model that was asked early. */
export interface EarlyModel extends Model {
  /** When it wrote something last, by the clock: a pause of its may have begun before the request. */
  readonly wroteAtMs: number;
}

export interface EarlyGenerationInput {
  readonly model: Model;
  readonly request: EarlyRequest;
  readonly clock: Clock;
  /** How long it may take, in ms, before it is given up for lack of a request. */
  readonly longestMs: number;
  /** Of the call: whoever began this may not be asked any more when it ends. */
  readonly callSignal: AbortSignal;
  /** Told of one that came to nothing. Of one that was taken, its turn tells. */
  readonly onGeneration: (generation: Generation) => void;
}

export class EarlyGeneration {
  readonly #input: EarlyGenerationInput;
  readonly #stop = new AbortController();
  readonly #written: Channel<ModelPart> = createChannel();
  readonly #startMs: number;
  readonly #timer: Timer;
  #wroteAtMs: number;
  #firstTokenMs: number | undefined;
  #characters = 0;
  #usage: ModelUsage | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** Somebody else answers for it now, or nobody has to any more. */
  #isSettled = false;
  readonly #dropAtEnd = (): void => this.drop();

  constructor(input: EarlyGenerationInput) {
    this.#input = input;
    this.#startMs = input.clock.now();
    this.#wroteAtMs = this.#startMs;
    input.callSignal.addEventListener("abort", this.#dropAtEnd, { once: true });
    this.#timer = input.clock.setTimeout(() => this.#giveUp(), input.longestMs);
    void this.#read();
  }

  /**
   * Takes the place of its model, if that would be told the same now: the caller's words may differ in marks and
   * capitals, which recognisers add late. Otherwise it is dropped.
   */
  takeFor(request: EarlyRequest): EarlyModel | undefined {
    const isSame = fingerprint(request) === fingerprint(this.#input.request);
    if (!isSame || this.#isSettled) {
      this.drop();
      return undefined;
    }
    this.#leave();
    const wroteAtMs = (): number => this.#wroteAtMs;
    return {
      name: this.#input.model.name,
      generate: ({ signal }) => this.#handOver(signal),
      get wroteAtMs() {
        return wroteAtMs();
      },
    };
  }

  /** Stops it: nothing of it was heard. Does nothing when it was taken, or has failed. */
  drop(): void {
    if (this.#isSettled) return;
    this.#settle("withdrawn");
    this.#stop.abort(new Error("the request that this was generated for did not come"));
  }

  /** Nobody waits for it, and so nobody else would ever let go of a provider that hangs. */
  #giveUp(): void {
    const stalled = new ModelStalled(`${this.#input.model.name} was not done within ${this.#input.longestMs} ms`);
    this.#settle("stalled", stalled);
    this.#stop.abort(stalled);
  }

  async #read(): Promise<void> {
    const { model, request, clock } = this.#input;
    try {
      for await (const part of model.generate({ ...request, signal: this.#stop.signal })) {
        // A model that ignores its signal is not read to its end.
        if (this.#stop.signal.aborted) break;
        this.#wroteAtMs = clock.now();
        checkPart(part, model.name);
        this.#firstTokenMs ??= this.#wroteAtMs - this.#startMs;
        if (part.type === "text") this.#characters += part.text.length;
        if (part.type === "tool-call") this.#characters += jsonLength(part.call.input);
        if (part.type === "end") this.#usage = part.usage;
        this.#written.push(part);
        if (part.type === "end") break;
      }
    } catch (error) {
      // The turn that took it is told; without one there is nobody to be told but the numbers.
      this.#failure = { error };
      if (!this.#isSettled) this.#settle("failed", error);
    } finally {
      this.#input.clock.clearTimeout(this.#timer);
      this.#written.end();
    }
  }

  async *#handOver(signal: AbortSignal): AsyncIterable<ModelPart> {
    const stop = (): void => this.#stop.abort(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    try {
      yield* this.#written;
      if (this.#failure !== undefined) throw this.#failure.error;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  #leave(): void {
    this.#isSettled = true;
    this.#input.clock.clearTimeout(this.#timer);
    this.#input.callSignal.removeEventListener("abort", this.#dropAtEnd);
  }

  #settle(outcome: "withdrawn" | "failed" | "stalled", error?: unknown): void {
    const { model, request, clock, onGeneration } = this.#input;
    this.#leave();
    onGeneration({
      model: model.name,
      purpose: "early",
      outcome,
      firstTokenMs: this.#firstTokenMs,
      firstSpeechMs: undefined,
      firstSentenceMs: undefined,
      totalMs: clock.now() - this.#startMs,
      usage: this.#usage,
      request,
      characters: this.#characters,
      ...(outcome === "withdrawn" ? {} : { error }),
    });
  }
}

/** Of tools the names: what else of them depends on the call's state changes with its messages. */
function fingerprint({ instructions, messages, tools, mayCallTools }: EarlyRequest): string {
  const said = messages.map((message) =>
    message.role === "user" ? { role: "user", words: wordsKey(message.text) } : message,
  );
  return JSON.stringify([instructions, said, Object.keys(tools), mayCallTools]);
}

/**
 * Turn and update as an agent sees them: their transcript is decoded when it is read.
 *
 * Classes, because a getter in an object literal costs a hidden class of its own for each object, which keeps
 * the transcript that the getter reaches in memory until the next full garbage collection.
 */
import type { Body, TranscriptItem, Turntaking, Utterance } from "../protocol/index.ts";
import type { Call, Turn, Update } from "./agent.ts";
import type { TranscriptLog } from "./transcript-log.ts";

export interface TurnFacts extends Pick<Turn, "call" | "responseId" | "reason"> {
  readonly signal: () => AbortSignal;
}

export function createTurnView(facts: TurnFacts, body: Body, transcripts: TranscriptLog): Turn {
  return new TurnView(facts, body, transcripts);
}

export function createUpdateView(call: Call, body: Body, transcripts: TranscriptLog): Update {
  return new UpdateView(call, body, transcripts);
}

class View {
  readonly call: Call;
  readonly #body: Body;
  readonly #transcripts: TranscriptLog;

  constructor(call: Call, body: Body, transcripts: TranscriptLog) {
    this.call = call;
    this.#body = body;
    this.#transcripts = transcripts;
  }

  get transcript(): readonly Utterance[] {
    return this.#transcripts.transcript(this.#body);
  }

  get transcriptWithToolCalls(): readonly TranscriptItem[] | undefined {
    return this.#transcripts.transcriptWithToolCalls(this.#body);
  }

  protected readTurntaking(): Turntaking | undefined {
    return this.#transcripts.turntaking(this.#body);
  }
}

class TurnView extends View implements Turn {
  readonly responseId: number;
  readonly reason: Turn["reason"];
  readonly #signal: () => AbortSignal;

  constructor(facts: TurnFacts, body: Body, transcripts: TranscriptLog) {
    super(facts.call, body, transcripts);
    this.responseId = facts.responseId;
    this.reason = facts.reason;
    this.#signal = facts.signal;
  }

  get signal(): AbortSignal {
    return this.#signal();
  }

  get lastUserText(): string {
    // Everyone who is not the agent counts as the caller: platforms know more roles than two.
    return this.transcript.findLast((utterance) => utterance.role !== "agent")?.content ?? "";
  }
}

class UpdateView extends View implements Update {
  get turntaking(): Turntaking | undefined {
    return this.readTurntaking();
  }
}

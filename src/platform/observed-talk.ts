/** Reads out of a platform's transcripts who spoke when, and what of the server's answers the caller heard. */
import type { Clock } from "../internal/index.ts";
import type { AgentInterrupt, ResponseEvent, Turntaking, Utterance } from "../protocol/index.ts";
import type { CallEventBody } from "./events.ts";
import { toTokens } from "./speech-clock.ts";
import { Turn, type TurnOutcome } from "./turn.ts";
import { toTurnTiming } from "./turn-timing.ts";

export class ObservedTalk {
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #emit: (body: CallEventBody) => void;
  #transcript: readonly Utterance[] = [];
  #turn: Turn;
  /** What the server sent in this turn, and what of it was heard. */
  #said = "";
  #heard = "";
  #isSpeaking = false;
  #lastWordMs = 0;
  #callerText: string | undefined;
  #callerMs: number | undefined;

  constructor(clock: Clock, emit: (body: CallEventBody) => void) {
    this.#clock = clock;
    this.#startMs = clock.now();
    this.#emit = emit;
    this.#turn = new Turn(0, "begin", true, { askedMs: this.#startMs });
  }

  /** The platform tells what was said so far, all of it. */
  heard(transcript: readonly Utterance[], turntaking?: Turntaking): void {
    const before = this.#transcript;
    this.#transcript = transcript;
    transcript.forEach((utterance, index) => {
      const known = before[index];
      const isSame = known?.role === utterance.role;
      if (isSame && known.content === utterance.content) return;
      if (utterance.role === "agent") this.#agentHeard(utterance.content, isSame ? known.content : "");
      else this.#callerHeard(utterance.content);
    });
    if (turntaking === "agent_turn") this.#closeCaller();
    if (turntaking === "user_turn") this.#agentDone();
  }

  /** The platform asks for an answer. */
  asked(kind: "response" | "reminder", id: number): void {
    this.#agentDone();
    if (!this.#turn.isOver) this.#finish(this.#outcomeInSilence(this.#turn));
    this.#closeCaller();
    const callerStoppedMs = kind === "response" ? this.#callerMs : undefined;
    this.#begin(kind, id, callerStoppedMs);
    this.#emit({ type: "request-made", responseId: id, kind, early: false });
  }

  /** The server sends a part of its speech, of which the platform takes notice. */
  answered(event: ResponseEvent | AgentInterrupt): void {
    const isInterrupt = event.response_type === "agent_interrupt";
    const id = Number(isInterrupt ? event.interrupt_id : event.response_id);
    if (isInterrupt && !(this.#turn.kind === "interrupt" && this.#turn.id === id)) {
      this.#agentDone();
      if (!this.#turn.isOver) this.#finish("cancelled");
      this.#begin("interrupt", id);
    }
    if (this.#turn.id !== id || this.#turn.isOver) return;
    this.#said += event.content;
    this.#turn.receive(event, this.#clock.now());
  }

  /** The call is over. */
  close(): void {
    this.#closeCaller();
    this.#agentDone();
    if (!this.#turn.isOver) this.#finish("lost");
  }

  #begin(kind: Turn["kind"], id: number, callerStoppedMs?: number): void {
    const times = { askedMs: this.#clock.now(), ...(callerStoppedMs === undefined ? {} : { callerStoppedMs }) };
    this.#turn = new Turn(id, kind, true, times);
    this.#said = "";
    this.#heard = "";
  }

  #agentHeard(content: string, known: string): void {
    this.#closeCaller();
    const turn = this.#turn;
    if (turn.isOver || content.length <= known.length) return;
    const now = this.#clock.now();
    if (!this.#isSpeaking) this.#lastWordMs = now;
    this.#isSpeaking = true;
    if (!turn.hasStarted) {
      turn.times.speechStartMs = now;
      const timing = toTurnTiming(turn, this.#startMs);
      this.#emit({ type: "agent-started", turnId: turn.id, kind: turn.kind, timing });
    }
    // A cut or a correction can only be seen where the beginning stays the same; the rest is then new.
    const added = content.startsWith(known) ? content.slice(known.length) : content;
    const text = known === "" && this.#heard !== "" ? ` ${added}` : added;
    this.#heard += text;
    const times = { startMs: this.#lastWordMs - this.#startMs, endMs: now - this.#startMs };
    this.#lastWordMs = now;
    this.#emit({ type: "agent-word", turnId: turn.id, text, ...times });
  }

  #callerHeard(text: string): void {
    this.#pauseAgent();
    this.#callerMs = this.#clock.now();
    this.#callerText = text;
    this.#emit({ type: "caller-heard", text, open: true });
  }

  #closeCaller(): void {
    const text = this.#callerText;
    if (text === undefined) return;
    this.#callerText = undefined;
    this.#emit({ type: "caller-heard", text, open: false });
  }

  /** The caller was heard, which may be a mere "uh-huh": the agent may yet go on. */
  #pauseAgent(): void {
    if (!this.#isSpeaking) return;
    this.#isSpeaking = false;
    this.#turn.times.speechEndMs = this.#clock.now();
    this.#emit({ type: "agent-stopped", turnId: this.#turn.id, mayContinue: this.#unheard !== "" });
  }

  /** The agent's turn is over: by the platform's word, or because it asks for another. */
  #agentDone(): void {
    const turn = this.#turn;
    if (turn.isOver || !turn.hasStarted) return;
    const unheard = this.#unheard;
    this.#pauseAgent();
    if (unheard !== "") this.#emit({ type: "agent-interrupted", turnId: turn.id, by: "caller", unheard });
    this.#finish(unheard === "" ? "spoken" : "cut");
  }

  #outcomeInSilence(turn: Turn): TurnOutcome {
    if (turn.speech.isComplete && this.#said.trim() === "") return "silent";
    return turn.kind === "begin" || turn.kind === "interrupt" ? "cancelled" : "withdrawn";
  }

  #finish(outcome: TurnOutcome): void {
    const turn = this.#turn;
    turn.outcome = outcome;
    if (outcome === "withdrawn") this.#emit({ type: "request-withdrawn", responseId: turn.id });
    this.#emit({ type: "turn-finished", timing: toTurnTiming(turn, this.#startMs) });
  }

  /** What was sent and not heard; nothing where the platform writes words in another way than the server did. */
  get #unheard(): string {
    const said = toTokens(this.#said);
    const heard = toTokens(this.#heard);
    const isPrefix = heard.every(({ word }, index) => normal(word) === normal(said[index]?.word ?? ""));
    if (!isPrefix) return "";
    return said
      .slice(heard.length)
      .map(({ text }) => text)
      .join("");
  }
}

function normal(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** The agent's half of the floor: speaks the open turn when it may, word by word, until its end or until it is cut off. */
import type { Clock } from "../internal/index.ts";
import type { AgentInterrupt, ResponseEvent } from "../protocol/index.ts";
import type { Heard } from "./caller.ts";
import type { CallEventBody, InterruptedBy } from "./events.ts";
import type { FindingNote } from "./findings.ts";
import type { Requests } from "./requests.ts";
import type { Silence } from "./silence.ts";
import { Speaker } from "./speaker.ts";
import type { SpeechToken } from "./speech.ts";
import type { SpeakingRate } from "./speech-clock.ts";
import type { Transcript } from "./transcript.ts";
import type { AgentAction, Turn } from "./turn.ts";
import { toTurnTiming } from "./turn-timing.ts";
import type { Updates } from "./updates.ts";

export interface AgentTurnPorts {
  readonly clock: Clock;
  /** When the call was placed, on the clock. */
  readonly placedMs: number;
  readonly rate: () => SpeakingRate;
  readonly transcript: Transcript;
  readonly requests: Requests;
  readonly silence: Silence;
  readonly updates: Updates;
  emit(body: CallEventBody): void;
  note(finding: FindingNote): void;
  tellCaller(heard: Heard): void;
  /** @returns false when the action ended the call. */
  runAction(action: AgentAction, turn: Turn): boolean;
}

/** What the floor decides, and is told. */
export interface AgentTurnHandlers {
  /** Whether a turn may begin to be spoken now. */
  mayStart(turn: Turn): boolean;
  onStart(turn: Turn): void;
  /** The turn is over and the call goes on: the floor is free. */
  onFree(): void;
}

export class AgentTurns {
  readonly #ports: AgentTurnPorts;
  readonly #handlers: AgentTurnHandlers;
  readonly #speaker: Speaker;
  #wordIndex = 0;
  #queuedCharacters = 0;

  constructor(ports: AgentTurnPorts, handlers: AgentTurnHandlers) {
    this.#ports = ports;
    this.#handlers = handlers;
    this.#speaker = new Speaker(ports.clock, ports.rate, {
      onWord: (token, startMs, endMs) => this.#wordHeard(token, startMs, endMs),
      onQuiet: () => this.#quiet(),
    });
  }

  /** True while the agent's voice is heard. */
  get isSpeaking(): boolean {
    return this.#speaker.isSpeaking;
  }

  get isInterruptible(): boolean {
    return this.#speaker.isInterruptible;
  }

  /** Takes in a part of the open turn's text. */
  receive(turn: Turn, event: ResponseEvent | AgentInterrupt): void {
    turn.receive(event, this.#ports.clock.now());
    if (!this.isSpeaking) this.#ports.requests.watch();
    this.advance();
  }

  /** Goes as far as is possible now: called whenever something has changed. */
  advance(): void {
    const turn = this.#ports.requests.open;
    if (turn === undefined || !turn.decided) return;
    if (!turn.hasStarted && !this.#handlers.mayStart(turn)) return;
    if (turn.speech.hasSpeakable) {
      if (!turn.hasStarted) this.#start(turn);
      this.#queue(turn);
      if (!this.isSpeaking) this.#play(turn);
    } else if (turn.speech.isComplete && !this.isSpeaking) {
      this.#finish(turn);
    }
  }

  /** Stops the agent in the middle: what was not heard is not in the transcript, and no action follows. */
  cut(by: InterruptedBy): void {
    const { requests, clock, emit, note, tellCaller } = this.#ports;
    const turn = requests.open;
    if (turn === undefined) return;
    const wasSpeaking = this.isSpeaking;
    const unheard = this.#speaker.cut() || turn.speech.rest;
    turn.times.speechEndMs = clock.now();
    this.#ports.silence.agentStopped(turn.kind === "reminder");
    emit({ type: "agent-interrupted", turnId: turn.id, by, unheard });
    if (turn.action !== undefined) {
      emit({ type: "action-discarded", turnId: turn.id, action: turn.action });
      note({ code: "action-discarded", message: `${turn.action.type} was interrupted`, responseId: turn.id });
    }
    requests.finish("cut");
    if (wasSpeaking) tellCaller({ type: "agent-stopped", mayContinue: false });
  }

  /** The connection broke: what has come is spoken to the end of its last whole sentence, and that is the end of it. */
  abandon(): void {
    const turn = this.#ports.requests.open;
    if (turn === undefined) return;
    turn.speech.abandon();
    if (!turn.hasStarted && !turn.speech.hasSpeakable) {
      this.#ports.requests.finish("lost");
      this.#handlers.onFree();
    } else if (!this.isSpeaking) {
      this.advance();
    }
  }

  /** Falls silent at the end of the call. */
  close(): void {
    const turn = this.#ports.requests.open;
    this.#speaker.cut();
    if (turn?.hasStarted) turn.times.speechEndMs ??= this.#ports.clock.now();
    this.#ports.requests.finish(turn?.hasStarted ? "cut" : "lost");
  }

  #start(turn: Turn): void {
    const { transcript, updates, silence, emit, clock, placedMs } = this.#ports;
    turn.times.speechStartMs = clock.now();
    this.#wordIndex = 0;
    this.#queuedCharacters = 0;
    transcript.endAgentUtterance();
    this.#handlers.onStart(turn);
    silence.agentStarted(turn.kind === "reminder");
    // Just before the agent is heard, so that a server can act on the change of turn.
    updates.now("agent_turn");
    emit({ type: "agent-started", turnId: turn.id, kind: turn.kind, timing: toTurnTiming(turn, placedMs) });
  }

  #play(turn: Turn): void {
    this.#ports.requests.unwatch();
    this.#ports.tellCaller({ type: "agent-started" });
    this.#speaker.play(turn.speech);
  }

  /** Real voices are given whole sentences ahead of time. */
  #queue(turn: Turn): void {
    const text = turn.speech.released.slice(this.#queuedCharacters);
    if (text === "") return;
    this.#queuedCharacters += text.length;
    this.#ports.emit({ type: "speech-queued", turnId: turn.id, text });
  }

  #wordHeard(token: SpeechToken, startMs: number, endMs: number): void {
    const { transcript, requests, placedMs, emit, tellCaller, updates } = this.#ports;
    const turn = requests.open;
    if (turn === undefined) return;
    transcript.agentWord({ text: token.text, startMs, endMs });
    const times = { startMs: startMs - placedMs, endMs: endMs - placedMs };
    emit({ type: "agent-word", turnId: turn.id, text: token.text, ...times });
    updates.speaking();
    tellCaller({ type: "agent-word", word: token.word, index: this.#wordIndex++ });
  }

  #quiet(): void {
    const { requests, clock, emit, tellCaller } = this.#ports;
    const turn = requests.open;
    if (turn === undefined) return;
    turn.times.speechEndMs = clock.now();
    const mayContinue = !turn.speech.isComplete;
    emit({ type: "agent-stopped", turnId: turn.id, mayContinue });
    this.#ports.silence.agentStopped(turn.kind === "reminder");
    tellCaller({ type: "agent-stopped", mayContinue });
    if (mayContinue) requests.watch();
    else this.#finish(turn);
  }

  #finish(turn: Turn): void {
    const { requests, updates, runAction } = this.#ports;
    requests.finish(turn.hasStarted ? "spoken" : "silent");
    if (turn.action !== undefined && !runAction(turn.action, turn)) return;
    updates.now("user_turn");
    this.#handlers.onFree();
  }
}

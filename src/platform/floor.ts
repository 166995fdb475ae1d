/** Who may speak: takes turns between the caller and the agent, and settles what happens when both talk. */
import type { Timer } from "../internal/index.ts";
import type { AgentInterrupt, ResponseEvent } from "../protocol/index.ts";
import { type AgentTurnPorts, AgentTurns } from "./agent-turns.ts";
import { Ear } from "./ear.ts";
import { bargeInWords, endpointMs, type ResolvedModel } from "./model.ts";
import type { ResolvedSettings } from "./settings.ts";
import type { Turn } from "./turn.ts";

export interface FloorPorts extends AgentTurnPorts {
  readonly model: ResolvedModel;
  settings(): ResolvedSettings;
  isLineOpen(): boolean;
  /** The caller spoke and the begin message is still missing: nobody can be asked. */
  onUnanswerable(): void;
}

export class Floor {
  readonly ear: Ear;
  readonly #ports: FloorPorts;
  readonly #agent: AgentTurns;
  #hasBegun = false;
  /** From the begin message on. On a later connection too: the server may have greeted on one that broke. Ours. */
  #mayAsk = false;
  /** The caller said something that no request has carried yet. */
  #hasNewWords = false;
  /** The caller said enough while the agent could not be interrupted: they are answered afterwards. */
  #wasTalkedOver = false;
  #askAfterSpeech = false;
  /** A request fell into a time without a connection, or its answer was lost with one. */
  #askOnOpen: "response" | "reminder" | undefined;
  #overlapFromWord = 0;
  #liveMs = 0;
  #timer: Timer | undefined;

  constructor(ports: FloorPorts) {
    this.#ports = ports;
    this.#agent = new AgentTurns(ports, {
      mayStart: (turn) => this.#mayStart(turn),
      onStart: () => this.#agentStarted(),
      onFree: () => this.#floorFree(),
    });
    this.ear = new Ear(ports.clock, () => this.#earTiming(), {
      onText: (text, words) => this.#callerSaid(text, words),
      onCorrected: (text) => ports.transcript.userText(text, ports.clock.now()),
      onPause: () => this.#callerPaused(),
      onEndOfTurn: () => this.#callerFinished(),
    });
  }

  get isAgentSpeaking(): boolean {
    return this.#agent.isSpeaking;
  }

  /** A part of the begin message or of an answer, already judged. */
  receive(event: ResponseEvent): void {
    const { requests } = this.#ports;
    if (event.response_id === 0 && !this.#hasBegun) {
      this.#hasBegun = true;
      this.#mayAsk = true;
      requests.begin("begin", 0, this.#liveMs);
    }
    const turn = requests.open;
    if (turn === undefined || turn.kind === "interrupt" || turn.id !== event.response_id) return;
    this.#agent.receive(turn, event);
  }

  /** Speech that nobody asked for takes the floor, whoever has it. */
  interrupt(event: AgentInterrupt): void {
    const { requests } = this.#ports;
    let turn = requests.turn;
    if (turn?.kind !== "interrupt" || turn.id !== event.interrupt_id) {
      if (requests.open?.hasStarted) this.#agent.cut("agent_interrupt");
      turn = requests.begin("interrupt", event.interrupt_id, this.#ports.clock.now());
      this.#hasNewWords = this.ear.hears;
    }
    if (!turn.isOver) this.#agent.receive(turn, event);
  }

  /** The caller presses a key that interrupts: sensitivity and protected speech do not matter to it. */
  keyInterrupts(): void {
    if (!this.#ports.requests.open?.hasStarted) return;
    this.#agent.cut("key");
    this.#ports.updates.now("user_turn");
  }

  /** Keys or sounds that make a turn of their own, to be answered at once. */
  callerTurn(text: string): void {
    const { transcript, clock, requests } = this.#ports;
    this.#endCallerUtterance();
    transcript.userText(text, clock.now());
    transcript.endUserUtterance();
    if (!this.#mayAsk) this.#ports.onUnanswerable();
    else if (this.#agent.isSpeaking) this.#askAfterSpeech = true;
    else {
      if (requests.open?.hasStarted) this.#agent.cut("key");
      this.#ask("response", false, clock.now());
    }
  }

  remind(): void {
    if (this.#mayAsk && this.#ports.requests.open === undefined && !this.ear.isWaiting) this.#ask("reminder", false);
  }

  lineOpened(isFirst: boolean): void {
    const { clock, model, settings, silence } = this.#ports;
    if (isFirst) {
      this.#liveMs = clock.now();
      const delayMs = settings().begin_message_delay_ms;
      if (delayMs > 0) this.#timer = clock.setTimeout(() => this.#agent.advance(), delayMs);
      return;
    }
    if (!this.#mayAsk) silence.awaitCaller();
    this.#mayAsk = true;
    this.#timer = clock.setTimeout(() => {
      const kind = this.#askOnOpen;
      if (kind !== undefined && !this.#agent.isSpeaking) this.#ask(kind, false);
    }, model.askAgainDelayMs);
  }

  /** An answer that was open is asked for again: the next connection may lead to another process. Ours. */
  lineLost(): void {
    const turn = this.#ports.requests.open;
    this.#ports.clock.clearTimeout(this.#timer);
    if (turn === undefined || turn.speech.isComplete) return;
    if (turn.kind === "reminder") this.#askOnOpen = "reminder";
    if (turn.kind === "response") this.#askOnOpen = "response";
    this.#agent.abandon();
  }

  close(): void {
    this.#ports.clock.clearTimeout(this.#timer);
    this.ear.close();
    this.#agent.close();
  }

  #callerSaid(text: string, words: number): void {
    const { transcript, silence, emit, clock, requests, updates } = this.#ports;
    transcript.userText(text, clock.now());
    emit({ type: "caller-heard", text, open: true });
    silence.callerActive();
    this.#hasNewWords = true;
    this.#askOnOpen = undefined;
    if (this.#agent.isSpeaking) {
      if (this.#bargesIn(words - this.#overlapFromWord)) {
        this.#agent.cut("caller");
        updates.now("user_turn");
        return;
      }
    } else if (requests.open?.hasStarted) {
      this.#agent.cut("caller");
    } else {
      requests.finish("withdrawn");
    }
    updates.speaking();
  }

  /** Undocumented and so ours: more words are needed the lower the sensitivity is. */
  #bargesIn(words: number): boolean {
    const { model, settings } = this.#ports;
    const sensitivity = settings().interruption_sensitivity;
    if (words < bargeInWords(model, sensitivity)) return false;
    if (sensitivity > 0 && this.#agent.isInterruptible) return true;
    this.#wasTalkedOver = true;
    return false;
  }

  #callerPaused(): void {
    if (!this.#mayAsk || !this.#hasNewWords || this.#agent.isSpeaking) return;
    this.#ask("response", true, this.ear.lastSoundMs);
  }

  #callerFinished(): void {
    const { requests, emit } = this.#ports;
    emit({ type: "caller-heard", text: this.ear.text, open: false });
    if (this.#agent.isSpeaking) {
      // Not enough to interrupt: a mere "uh-huh" is answered by nobody.
      this.#askAfterSpeech ||= this.#wasTalkedOver;
      this.#wasTalkedOver = false;
      this.#hasNewWords = false;
      this.#endCallerUtterance();
      return;
    }
    const turn = requests.open;
    if (turn !== undefined && !turn.decided) {
      turn.decided = true;
      this.#agent.advance();
    } else if (!this.#mayAsk) {
      this.#ports.onUnanswerable();
    } else if (this.#hasNewWords && turn === undefined) {
      this.#ask("response", false, this.ear.lastSoundMs);
    } else {
      this.#agent.advance();
    }
  }

  #ask(kind: "response" | "reminder", early: boolean, callerStoppedMs?: number): void {
    this.#hasNewWords = false;
    this.#askAfterSpeech = false;
    if (!this.#ports.isLineOpen()) {
      this.#askOnOpen = kind;
      return;
    }
    this.#askOnOpen = undefined;
    this.#ports.silence.stopReminder();
    this.#ports.requests.ask(kind, callerStoppedMs, early);
  }

  #mayStart(turn: Turn): boolean {
    if (turn.kind === "interrupt") return true;
    const { clock, settings } = this.#ports;
    if (this.ear.hears) return false;
    return turn.kind !== "begin" || clock.now() >= this.#liveMs + settings().begin_message_delay_ms;
  }

  #agentStarted(): void {
    if (this.ear.hears) {
      this.#overlapFromWord = this.ear.wordCount;
      return;
    }
    this.#endCallerUtterance();
    this.#hasNewWords = false;
  }

  #floorFree(): void {
    const { silence, tellCaller } = this.#ports;
    if (this.#askAfterSpeech) {
      this.#ask("response", false);
    } else if (this.#askOnOpen !== undefined) {
      this.#ask(this.#askOnOpen, false);
    } else if (this.#hasNewWords && !this.ear.isWaiting) {
      this.#ask("response", false, this.ear.lastSoundMs);
    } else {
      silence.awaitCaller();
      tellCaller({ type: "your-turn" });
    }
  }

  #endCallerUtterance(): void {
    this.ear.endUtterance();
    this.#ports.transcript.endUserUtterance();
    this.#overlapFromWord = 0;
  }

  #earTiming(): { pauseMs: number; endpointMs: number; partialTimeoutMs: number } {
    const { model, settings } = this.#ports;
    return {
      pauseMs: model.earlyRequests ? model.earlyRequestPauseMs : Number.POSITIVE_INFINITY,
      endpointMs: endpointMs(model, settings().responsiveness),
      partialTimeoutMs: model.partialTimeoutMs,
    };
  }
}

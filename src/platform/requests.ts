/** Asks the server to speak: gives out ids, keeps the newest turn, and notices when it is left hanging. */
import type { Clock, Timer } from "../internal/index.ts";
import type { CallEventBody } from "./events.ts";
import type { FindingNote } from "./findings.ts";
import { Turn, type TurnOutcome } from "./turn.ts";
import { type TurnTiming, toTurnTiming } from "./turn-timing.ts";

export interface RequestPorts {
  readonly clock: Clock;
  readonly placedMs: number;
  readonly hangingTurnMs: number;
  sendRequest(type: "response_required" | "reminder_required", responseId: number): void;
  emit(body: CallEventBody): void;
  note(finding: FindingNote): void;
  onFinished(turn: Turn, timing: TurnTiming): void;
}

export class Requests {
  readonly #ports: RequestPorts;
  #lastId = 0;
  #turn: Turn | undefined;
  #hangTimer: Timer | undefined;

  constructor(ports: RequestPorts) {
    this.#ports = ports;
  }

  /** The newest turn, over or not. */
  get turn(): Turn | undefined {
    return this.#turn;
  }

  /** The newest turn while it goes on. */
  get open(): Turn | undefined {
    return this.#turn?.isOver === false ? this.#turn : undefined;
  }

  /** @param early the caller may go on: the answer is only kept ready. */
  ask(kind: "response" | "reminder", callerStoppedMs: number | undefined, early: boolean): Turn {
    this.finish("withdrawn");
    this.#lastId += 1;
    const times = { askedMs: this.#ports.clock.now(), ...(callerStoppedMs === undefined ? {} : { callerStoppedMs }) };
    const turn = new Turn(this.#lastId, kind, !early, times);
    this.#turn = turn;
    this.watch();
    this.#ports.emit({ type: "request-made", responseId: turn.id, kind, early });
    this.#ports.sendRequest(kind === "response" ? "response_required" : "reminder_required", turn.id);
    return turn;
  }

  /** A turn that the server began by itself: the greeting, or an interruption. */
  begin(kind: "begin" | "interrupt", id: number, askedMs: number): Turn {
    this.finish("cancelled");
    this.#turn = new Turn(id, kind, true, { askedMs });
    return this.#turn;
  }

  /** The server was heard on the open turn, or the agent has said all there is: from now on silence counts. */
  watch(): void {
    this.unwatch();
    const turn = this.#turn;
    if (turn === undefined || turn.isOver || turn.speech.isComplete) return;
    this.#hangTimer = this.#ports.clock.setTimeout(() => {
      turn.isHanging = true;
    }, this.#ports.hangingTurnMs);
  }

  /** While the agent speaks, the server has all the time of the world. */
  unwatch(): void {
    this.#ports.clock.clearTimeout(this.#hangTimer);
  }

  /** Ends the open turn, if there is one. */
  finish(outcome: TurnOutcome): void {
    const turn = this.open;
    if (turn === undefined) return;
    turn.outcome = outcome;
    this.unwatch();
    if (outcome === "withdrawn") this.#ports.emit({ type: "request-withdrawn", responseId: turn.id });
    this.#noteSilence(turn);
    const timing = toTurnTiming(turn, this.#ports.placedMs);
    this.#ports.emit({ type: "turn-finished", timing });
    this.#ports.onFinished(turn, timing);
  }

  #noteSilence(turn: Turn): void {
    const { note } = this.#ports;
    const about = { responseId: turn.id };
    const silentMs = Math.round(this.#ports.clock.now() - turn.lastMessageMs);
    if (turn.isHanging && !turn.wasAnswered) {
      note({ code: "unanswered-request", message: `nothing came for ${silentMs} ms`, ...about });
    } else if (turn.isHanging) {
      note({
        code: "unclosed-response",
        message: `content_complete never came, nor anything for ${silentMs} ms`,
        ...about,
      });
    } else if (turn.hungMs > 0) {
      note({ code: "dead-air", message: `the server was silent for ${Math.round(turn.hungMs)} ms`, ...about });
    } else if (turn.outcome === "silent" && turn.kind !== "begin" && turn.action === undefined) {
      note({ code: "silent-response", message: "the response was empty", ...about });
    }
  }
}

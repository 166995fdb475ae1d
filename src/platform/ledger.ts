/** Writes down what happens in a call, tells the listeners, and makes the report of it. */
import { type Clock, createEmitter, type Emitter } from "../internal/index.ts";
import type { CallEvent, CallEventBody } from "./events.ts";
import type { FindingCode } from "./finding-codes.ts";
import { FindingLog, type FindingNote } from "./findings.ts";
import { FrameLog, type FrameRecord } from "./frame-log.ts";
import { LatencyLog } from "./latency.ts";
import type { Reentry } from "./reentry.ts";
import { type CallReport, keptLogLines, keptTurns, type LogLine, type ReportParts, toReport } from "./report.ts";
import type { Turn } from "./turn.ts";
import type { TurnTiming } from "./turn-timing.ts";

export class Ledger {
  /** When the call was placed, on the clock. */
  readonly placedMs: number;
  /** When the first connection opened; when the call was placed until then. */
  liveMs: number;
  readonly #clock: Clock;
  readonly #reentry: Reentry;
  readonly #emitter: Emitter<CallEvent>;
  readonly #findings = new FindingLog();
  readonly #frames = new FrameLog();
  readonly #latency = new LatencyLog();
  readonly #turns: TurnTiming[] = [];
  readonly #log: LogLine[] = [];

  constructor(clock: Clock, reentry: Reentry, onListenerError: (error: unknown) => void) {
    this.#clock = clock;
    this.#reentry = reentry;
    this.placedMs = clock.now();
    this.liveMs = this.placedMs;
    this.#emitter = createEmitter(onListenerError);
  }

  on(listener: (event: CallEvent) => void): () => void {
    return this.#emitter.on(listener);
  }

  emit(body: CallEventBody): void {
    const event: CallEvent = { ...body, atMs: this.#atMs };
    this.#reentry.tell(() => this.#emitter.emit(event));
  }

  note(note: FindingNote): void {
    this.emit({ type: "finding-made", finding: this.#findings.add(note, this.#atMs) });
  }

  hasFound(code: FindingCode): boolean {
    return this.#findings.has(code);
  }

  log(text: string): void {
    if (this.#log.length < keptLogLines) this.#log.push({ atMs: this.#atMs, text });
    this.emit({ type: "line-logged", text });
  }

  /** @param keptText what the report shows of it. */
  frame(frame: Omit<FrameRecord, "atMs">, keptText: string): void {
    const timed = { ...frame, atMs: this.#atMs };
    this.#frames.add({ ...timed, text: keptText });
    this.emit({ type: "frame-passed", frame: timed });
  }

  roundTrip(ms: number): void {
    this.#latency.add("llm_websocket_network_rtt", ms);
    this.emit({ type: "round-trip-measured", ms });
  }

  turnFinished(turn: Turn, timing: TurnTiming): void {
    if (this.#turns.length < keptTurns) this.#turns.push(timing);
    if (!turn.hasStarted) return;
    if (timing.deadAirMs !== undefined) this.#latency.add("e2e", timing.deadAirMs);
    const wasAsked = turn.kind === "response" || turn.kind === "reminder";
    if (wasAsked && timing.firstSentenceMs !== undefined) this.#latency.add("llm", timing.firstSentenceMs);
  }

  report(parts: Pick<ReportParts, "details" | "url" | "reason" | "transcript" | "connections">): CallReport {
    return toReport({
      ...parts,
      startMs: this.liveMs,
      endMs: this.#clock.now(),
      latency: this.#latency.summary(),
      turns: this.#turns,
      findings: this.#findings,
      log: this.#log,
      frames: this.#frames,
    });
  }

  get #atMs(): number {
    return this.#clock.now() - this.placedMs;
  }
}

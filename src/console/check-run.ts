/** One check of a page while it runs: tells its page how it goes, and ends in time whatever the server does. */
import type { CheckEvent, CheckReport } from "../check/index.ts";
import type { Clock, Timer } from "../internal/index.ts";
import type { CheckEnding, CheckMessage } from "./feed.ts";

/** How long a check that was given up may take to let go of its calls. */
const lettingGoMs = 10_000;

const tellNobody = (): void => undefined;

export class CheckRun {
  readonly id: string;
  readonly #clock: Clock;
  readonly #giveUp = new AbortController();
  /** Rejects when the check does not let go. */
  readonly #overdue: Promise<never>;
  #isOverdue: (problem: Error) => void = () => undefined;
  #tell: (message: CheckMessage) => void;
  #timer: Timer | undefined;
  #ending: CheckEnding = "done";
  #finishedCount = 0;
  #end: CheckMessage | undefined;

  constructor(id: string, clock: Clock, timeoutMs: number, tell: (message: CheckMessage) => void) {
    this.id = id;
    this.#clock = clock;
    this.#tell = tell;
    this.#overdue = new Promise((_, reject) => {
      this.#isOverdue = reject;
    });
    this.#timer = clock.setTimeout(() => this.giveUp("out-of-time"), timeoutMs);
  }

  get signal(): AbortSignal {
    return this.#giveUp.signal;
  }

  /** Nobody wants to know of it any more. */
  get isLeft(): boolean {
    return this.#tell === tellNobody;
  }

  take(event: CheckEvent): void {
    if (this.#end !== undefined) return;
    if (event.type === "audit-finished" && !this.signal.aborted) this.#finishedCount = event.finishedCount;
    this.#tell({ type: "check-event", id: this.id, event });
  }

  giveUp(ending: CheckEnding): void {
    if (this.signal.aborted || this.#end !== undefined) return;
    this.#ending = ending;
    this.#clock.clearTimeout(this.#timer);
    const problem = `it did not end within ${lettingGoMs / 1_000} s after it was given up`;
    this.#timer = this.#clock.setTimeout(() => this.#isOverdue(new Error(problem)), lettingGoMs);
    this.#giveUp.abort();
  }

  leave(): void {
    this.#tell = tellNobody;
    this.giveUp("stopped");
  }

  /** Settles when the check is over or overdue; without a report when the check itself has failed. Never rejects. */
  async until(running: Promise<CheckReport>): Promise<CheckReport | undefined> {
    try {
      const report = await Promise.race([running, this.#overdue]);
      const { durationMs, isReached, isSound } = report;
      const facts = { ending: this.#ending, finishedCount: this.#finishedCount, durationMs, isReached, isSound };
      this.#end = { type: "check-finished", id: this.id, ...facts };
      return report;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#end = { type: "check-failed", id: this.id, message };
      return undefined;
    } finally {
      this.#clock.clearTimeout(this.#timer);
    }
  }

  /** The last thing that is told. */
  tellEnd(): void {
    if (this.#end !== undefined) this.#tell(this.#end);
  }
}

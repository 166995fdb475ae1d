/** The page's check: asked for, followed, and kept until the next one. */
import type { CheckMessage, PageMessage } from "../../../src/console/feed.ts";
import { CheckRun, type CheckWish } from "../check/check-run.ts";

type Ask = (toMessage: (requestId: string) => PageMessage, remember: (requestId: string) => void) => void;

export class CheckClient {
  readonly #ask: Ask;
  readonly #send: (message: PageMessage) => void;
  #wish: (CheckWish & { readonly requestId: string }) | undefined;
  /** The newest check, also when it is over. */
  run: CheckRun | undefined;

  /**
   * @param ask sends a wish under an id of its own, and gives that to `remember`.
   * @param send sends what has no answer.
   */
  constructor(ask: Ask, send: (message: PageMessage) => void) {
    this.#ask = ask;
    this.#send = send;
  }

  get isRunning(): boolean {
    return this.run?.isOver === false;
  }

  /** Does nothing while a check runs or is asked for. */
  start(wish: CheckWish): void {
    if (this.isRunning || this.#wish !== undefined) return;
    this.#ask(
      (requestId) => ({ type: "start-check", requestId, ...wish }),
      (requestId) => {
        this.#wish = { ...wish, requestId };
      },
    );
  }

  stop(): void {
    if (this.run?.state !== "running") return;
    this.run.stop();
    this.#send({ type: "stop-check", id: this.run.id });
  }

  take(message: CheckMessage): void {
    if (message.type === "check-started") {
      if (this.#wish === undefined) return;
      const { url, isQuick } = this.#wish;
      this.#wish = undefined;
      this.run = new CheckRun(message, { url, isQuick }, performance.now());
    } else if (message.id === this.run?.id) this.run.take(message, performance.now());
  }

  refused(requestId: string): void {
    if (this.#wish?.requestId === requestId) this.#wish = undefined;
  }

  lost(): void {
    this.#wish = undefined;
    this.run?.lose(performance.now());
  }
}

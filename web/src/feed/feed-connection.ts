/** The page's WebSocket to the back end: connects, and connects again for as long as the page is open. */
import type { ConsoleMessage, PageMessage } from "../../../src/console/feed.ts";

export type FeedStatus = "connecting" | "open" | "lost";

export interface FeedHandlers {
  onStatus(status: FeedStatus): void;
  onMessage(message: ConsoleMessage): void;
}

/** Pauses before the next attempt, in ms; the last one goes on. */
const retryDelaysMs = [250, 500, 1_000, 2_000, 4_000] as const;

export class FeedConnection {
  readonly #url: string;
  readonly #handlers: FeedHandlers;
  #socket: WebSocket | undefined;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, handlers: FeedHandlers) {
    this.#url = url;
    this.#handlers = handlers;
  }

  open(): void {
    clearTimeout(this.#timer);
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempt = 0;
      this.#handlers.onStatus("open");
    };
    socket.onmessage = ({ data }) => this.#handlers.onMessage(JSON.parse(String(data)) as ConsoleMessage);
    // A close follows each error.
    socket.onclose = () => this.#lost();
  }

  /** Tries at once, because the user asks for it. */
  retryNow(): void {
    if (this.#socket === undefined) this.open();
  }

  /** @returns false when there is no connection; then nothing is sent, now or later. */
  send(message: PageMessage): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #lost(): void {
    this.#socket = undefined;
    this.#handlers.onStatus("lost");
    const delayMs = retryDelaysMs[Math.min(this.#attempt, retryDelaysMs.length - 1)];
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.open(), delayMs);
  }
}

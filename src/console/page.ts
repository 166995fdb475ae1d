/** One open page: takes its wishes, and sends it the list and the calls that it follows. */
import { isReparteeError } from "../errors.ts";
import type { Clock, Timer } from "../internal/index.ts";
import type { CallEvent } from "../platform/index.ts";
import type { Connection, SessionSocket } from "../session/index.ts";
import type { CallList } from "./call-list.ts";
import type { CallRecord } from "./call-record.ts";
import type { Checks } from "./checks.ts";
import type { ConsoleMessage, Hello, PageMessage } from "./feed.ts";
import { readPageMessage } from "./page-messages.ts";
import type { WebCalls } from "./web-calls.ts";

export interface PagePorts {
  readonly clock: Clock;
  readonly list: CallList;
  readonly webCalls: WebCalls;
  readonly checks: Checks;
  hello(): Hello;
  openRecording(text: string): CallRecord;
}

/** Events are gathered for so long, which nobody notices, so that a burst of them is one message. */
const gatherMs = 15;
/** Events in one message of a history. */
const eventsPerMessage = 500;
/** A page that does not read must not fill this process; it may connect again and gets what it missed. */
const maxBufferedBytes = 64 * 1024 * 1024;

interface Followed {
  readonly record: CallRecord;
  readonly stop: () => void;
  waiting: CallEvent[];
}

export class Page implements Connection {
  readonly #socket: SessionSocket;
  readonly #ports: PagePorts;
  readonly #followed = new Map<string, Followed>();
  readonly #stopList: () => void;
  #timer: Timer | undefined;

  constructor(socket: SessionSocket, ports: PagePorts) {
    this.#socket = socket;
    this.#ports = ports;
    this.#send(ports.hello());
    this.#stopList = ports.list.on((change) => {
      if (change.type === "call-removed") this.#unfollow(change.id);
      else this.#flush();
      this.#send(change);
    });
  }

  receive(bytes: Uint8Array, isBinary: boolean): void {
    if (isBinary) return;
    const read = readPageMessage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8"));
    if (read.message === undefined) {
      const { requestId, problem } = read;
      this.#send({ type: "refused", ...(requestId === undefined ? {} : { requestId }), message: problem });
      return;
    }
    try {
      this.#take(read.message);
    } catch (error) {
      if (!isReparteeError(error)) throw error;
      const requestId = "requestId" in read.message ? { requestId: read.message.requestId } : {};
      this.#send({ type: "refused", ...requestId, message: error.message });
    }
  }

  closed(): void {
    this.#stopList();
    this.#ports.clock.clearTimeout(this.#timer);
    for (const { stop } of this.#followed.values()) stop();
    this.#followed.clear();
    this.#ports.webCalls.leave(this);
    this.#ports.checks.leave(this);
  }

  #take(message: PageMessage): void {
    const { list, webCalls, checks } = this.#ports;
    switch (message.type) {
      case "place-call": {
        const record = webCalls.place(message, this);
        this.#send({ type: "placed", requestId: message.requestId, id: record.id });
        this.#follow(record, 0);
        break;
      }
      case "open-recording": {
        const record = this.#ports.openRecording(message.text);
        list.add(record);
        this.#send({ type: "placed", requestId: message.requestId, id: record.id });
        break;
      }
      case "act":
        webCalls.act(message.id, message.action);
        break;
      case "follow-call": {
        const record = list.get(message.id);
        if (record === undefined) break;
        webCalls.join(record.id, this);
        this.#follow(record, message.after ?? 0);
        break;
      }
      case "unfollow-call":
        this.#unfollow(message.id);
        break;
      case "remove-call":
        this.#remove(message.id);
        break;
      case "start-check":
        checks.start(message, this, (told) => this.#send(told));
        break;
      case "stop-check":
        checks.stop(message.id, this);
        break;
    }
  }

  #follow(record: CallRecord, after: number): void {
    this.#unfollow(record.id);
    this.#sendHistory(record, after);
    const followed: Followed = {
      record,
      stop: record.on((event) => {
        followed.waiting.push(event);
        this.#timer ??= this.#ports.clock.setTimeout(() => this.#flush(), gatherMs);
      }),
      waiting: [],
    };
    this.#followed.set(record.id, followed);
  }

  #unfollow(id: string): void {
    this.#followed.get(id)?.stop();
    this.#followed.delete(id);
  }

  #remove(id: string): void {
    const { list, webCalls } = this.#ports;
    webCalls.act(id, { kind: "hang-up" });
    const record = list.get(id);
    if (record === undefined) return;
    if (record.isOver) list.remove(id);
    else this.#send({ type: "refused", message: "The call is still up: only its platform can end it." });
  }

  #sendHistory(record: CallRecord, after: number): void {
    const numbered = record.history.after(after);
    let from = 0;
    do {
      const part = numbered.slice(from, from + eventsPerMessage);
      from += eventsPerMessage;
      const isLast = from >= numbered.length;
      const cursor = isLast ? record.history.cursor : (part.at(-1)?.[0] ?? after) + 1;
      this.#sendEvents(
        record,
        part.map(([, event]) => event),
        cursor,
      );
    } while (from < numbered.length);
  }

  /** What is waiting goes out before anything that was known later. */
  #flush(): void {
    this.#ports.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const followed of this.#followed.values()) {
      const { record, waiting } = followed;
      if (waiting.length === 0) continue;
      followed.waiting = [];
      this.#sendEvents(record, waiting, record.history.cursor);
    }
  }

  #sendEvents({ id, history }: CallRecord, events: readonly CallEvent[], cursor: number): void {
    this.#send({ type: "call-events", id, events, cursor, forgottenCount: history.forgottenCount });
  }

  #send(message: ConsoleMessage): void {
    this.#socket.send(JSON.stringify(message));
    if (this.#socket.bufferedAmount > maxBufferedBytes) this.#socket.terminate();
  }
}

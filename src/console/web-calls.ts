/** The calls that pages place: started, driven by their caller's actions, and hung up when no page is left. */
import { ReparteeError } from "../errors.ts";
import type { Clock, Timer } from "../internal/index.ts";
import { type Dialer, type LiveCaller, liveCaller, type PlatformCall, startCall } from "../platform/index.ts";
import type { CallList } from "./call-list.ts";
import { CallRecord } from "./call-record.ts";
import type { HistoryLimits } from "./event-history.ts";
import type { CallerAction, PlaceCall } from "./feed.ts";
import type { OwnServer } from "./own-server.ts";

export interface WebCallsPorts {
  readonly clock: Clock;
  readonly list: CallList;
  readonly limits: HistoryLimits;
  readonly maxWebCallsCount: number;
  readonly orphanTimeoutMs: number;
  readonly ownServer: OwnServer | undefined;
  readonly dial: Dialer;
  newId(): string;
}

interface Entry {
  readonly id: string;
  readonly record: CallRecord;
  readonly call: PlatformCall;
  readonly caller: LiveCaller;
  /** The pages that placed or followed it and are still there. */
  readonly pages: Set<object>;
  timer: Timer | undefined;
}

export class WebCalls {
  readonly #ports: WebCallsPorts;
  readonly #running = new Map<string, Entry>();
  /** Of the calls that are listed, by call id. */
  readonly #records = new Map<string, CallRecord>();

  constructor(ports: WebCallsPorts) {
    this.#ports = ports;
    ports.list.on((change) => {
      if (change.type !== "call-removed") return;
      for (const [callId, { id }] of this.#records) if (id === change.id) this.#records.delete(callId);
    });
  }

  /**
   * @param page who is there for the call, until it is let go with `leave`.
   * @throws ReparteeError `bad-option` when a setting cannot be used, or too many calls run.
   */
  place({ url, settings, model, details }: PlaceCall, page: object): CallRecord {
    const { clock, list, limits, maxWebCallsCount, ownServer, dial } = this.#ports;
    if (this.#running.size >= maxWebCallsCount) {
      throw new ReparteeError("bad-option", `${maxWebCallsCount} web calls run already: hang one up first`);
    }
    const caller = liveCaller();
    const call = startCall({
      url,
      caller,
      clock,
      dial: ownServer?.isAt(url) ? ownServer.unlock(dial) : dial,
      ...(settings === undefined ? {} : { settings }),
      ...(model === undefined ? {} : { model }),
      ...(details === undefined ? {} : { details }),
    });
    const id = this.#ports.newId();
    const { callId } = call;
    const head = { id, callId, origin: "web-call", url: call.url, startedAtMs: clock.now() } as const;
    const record = new CallRecord(head, limits);
    const entry: Entry = { id, record, call, caller, pages: new Set([page]), timer: undefined };
    this.#running.set(id, entry);
    this.#records.set(callId, record);
    call.on((event) => record.add(event));
    void call.report.then((report) => {
      record.reported(report);
      clock.clearTimeout(entry.timer);
      this.#running.delete(id);
    });
    list.add(record);
    return record;
  }

  /** Of a call that was placed here, as long as it is listed: its server may tell of it when it is over. */
  recordOf(callId: string): CallRecord | undefined {
    return this.#records.get(callId);
  }

  act(id: string, action: CallerAction): void {
    const entry = this.#running.get(id);
    if (entry === undefined) return;
    const { caller, call } = entry;
    switch (action.kind) {
      case "start-speaking":
        caller.startSpeaking();
        break;
      case "partial":
        caller.partial(action.text);
        break;
      case "final":
        caller.final(action.text);
        break;
      case "unintelligible":
        caller.unintelligible();
        break;
      case "stop-speaking":
        caller.stopSpeaking();
        break;
      case "press":
        caller.press(action.digits);
        break;
      case "hang-up":
        call.hangUp();
        break;
      case "drop":
        call.drop();
        break;
    }
  }

  /** A page follows the call, and so is there for it. */
  join(id: string, page: object): void {
    const entry = this.#running.get(id);
    if (entry === undefined) return;
    entry.pages.add(page);
    this.#ports.clock.clearTimeout(entry.timer);
  }

  /** The page is gone; a page that reloads comes back within seconds. */
  leave(page: object): void {
    const { clock, orphanTimeoutMs } = this.#ports;
    for (const entry of this.#running.values()) {
      if (!entry.pages.delete(page) || entry.pages.size > 0) continue;
      entry.timer = clock.setTimeout(() => entry.call.hangUp(), orphanTimeoutMs);
    }
  }

  /** Hangs up every call. */
  close(): void {
    for (const { call } of [...this.#running.values()]) call.hangUp();
  }
}

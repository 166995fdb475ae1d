/** The checks that pages run: started, told of, given up, and their reports kept for a while. */
import { type Audit, auditGroups, type CheckEvent, type CheckOptions, type CheckReport } from "../check/index.ts";
import { ReparteeError } from "../errors.ts";
import type { Clock } from "../internal/index.ts";
import { callUrl, type Dialer } from "../platform/index.ts";
import { CheckRun } from "./check-run.ts";
import type { CheckMessage, StartCheck } from "./feed.ts";
import type { OwnServer } from "./own-server.ts";

/** How a server is checked, and with what. */
export interface Checker {
  /** Those that `run` puts to a server, in the order of its report. */
  readonly audits: readonly Audit[];
  run(options: CheckOptions): Promise<CheckReport>;
}

export interface ChecksPorts {
  readonly clock: Clock;
  readonly checker: Checker;
  readonly ownServer: OwnServer | undefined;
  readonly dial: Dialer;
  /** Whether this machine may be loaded with many connections; others never are. */
  readonly mayLoad: boolean;
  readonly maxChecksCount: number;
  readonly maxReportsCount: number;
  readonly checkTimeoutMs: number;
  newId(): string;
}

/** What the checker's own calls are named; those that it makes by hand are not dialled here. */
const probePrefix = "check_";

export class Checks {
  readonly #ports: ChecksPorts;
  readonly #running = new Map<object, CheckRun>();
  /** The oldest first. */
  readonly #reports = new Map<string, CheckReport>();
  readonly #callIds = new Set<string>();

  constructor(ports: ChecksPorts) {
    this.#ports = ports;
  }

  /**
   * @param page whose check it is, until it is let go with `leave`.
   * @param tell is told how it goes, until the page is let go.
   * @throws ReparteeError `bad-option` when the URL cannot be used, or too many checks run.
   */
  start({ requestId, url, isQuick }: StartCheck, page: object, tell: (message: CheckMessage) => void): void {
    const { clock, checker, maxChecksCount, checkTimeoutMs } = this.#ports;
    if (this.#running.has(page)) {
      throw new ReparteeError("bad-option", "this page runs a check already: stop it, or wait until it is over");
    }
    if (this.#running.size >= maxChecksCount) {
      const message = `${maxChecksCount} checks run already: stop one in its page, or wait until one is over`;
      throw new ReparteeError("bad-option", message);
    }
    callUrl(url, "check");
    if (this.#running.size === 0) this.#callIds.clear();
    const id = this.#ports.newId();
    const run = new CheckRun(id, clock, checkTimeoutMs, tell);
    this.#running.set(page, run);
    tell({ type: "check-started", requestId, id, audits: checker.audits.map(toText), groups: auditGroups });
    void run.until(checker.run(this.#options(url, isQuick, run))).then((report) => {
      if (report !== undefined && !run.isLeft) this.#keep(id, report);
      if (this.#running.get(page) === run) this.#running.delete(page);
      run.tellEnd();
    });
  }

  /** Of any other check nothing happens. */
  stop(id: string, page: object): void {
    const run = this.#running.get(page);
    if (run?.id === id) run.giveUp("stopped");
  }

  /** The page is gone, and with it whoever wanted to know. */
  leave(page: object): void {
    this.#running.get(page)?.leave();
  }

  /** Whether a call of this id belongs to a check: hundreds of those are no news in a list of calls. */
  has(callId: string): boolean {
    return this.#callIds.has(callId) || (this.#running.size > 0 && callId.startsWith(probePrefix));
  }

  report(id: string): CheckReport | undefined {
    return this.#reports.get(id);
  }

  /** Of the reports that are kept. */
  get reportIds(): string[] {
    return [...this.#reports.keys()];
  }

  /** Gives up every check. */
  close(): void {
    for (const run of this.#running.values()) run.leave();
  }

  #options(url: string, isQuick: boolean, run: CheckRun): CheckOptions {
    const { clock, ownServer, dial, mayLoad } = this.#ports;
    return {
      // In the URL, as some audits make their connections by hand; reports leave the values of a query out.
      url: ownServer?.isAt(url) ? ownServer.unlockUrl(url) : url,
      isQuick,
      clock,
      signal: run.signal,
      // Left out, it is only this machine that may be loaded.
      ...(mayLoad ? {} : { mayLoad }),
      dial: (target, handlers) => {
        this.#callIds.add(callIdOf(target));
        return dial(target, handlers);
      },
      onEvent: (event: CheckEvent) => run.take(event),
    };
  }

  #keep(id: string, report: CheckReport): void {
    this.#reports.set(id, report);
    for (const oldest of this.#reports.keys()) {
      if (this.#reports.size <= this.#ports.maxReportsCount) return;
      this.#reports.delete(oldest);
    }
  }
}

function toText({ id, group, level, title, why, advice, source }: Audit) {
  return { id, group, level, title, why, advice, source };
}

function callIdOf(url: string): string {
  return /([^/?#]*)(?:[?#]|$)/.exec(url)?.[1] ?? "";
}

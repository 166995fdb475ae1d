/** One check as the page follows it: what is being tried, what came of each audit, and how it ended. */
import type { AuditResult, AuditText, CheckEnding, CheckMessage, CheckStarted } from "../../../src/console/feed.ts";
import { Changes, type Watchable } from "../model/changes.ts";

/** What the user asked for. */
export interface CheckWish {
  readonly url: string;
  readonly isQuick: boolean;
}

/** `lost`: the page lost its back end, which gives a check up then. */
export type RunState = "running" | "stopping" | CheckEnding | "failed" | "lost";

export type Outcome = AuditResult["verdict"]["outcome"];
export type AuditState = "waiting" | "running" | Outcome;

type News = Exclude<CheckMessage, CheckStarted>;

const levels: readonly AuditText["level"][] = ["MUST", "SHOULD", "MAY"];

export class CheckRun implements Watchable {
  readonly #changes = new Changes();
  readonly #results = new Map<string, AuditResult>();
  readonly #running = new Set<string>();
  readonly #beganMs: number;
  readonly id: string;
  readonly wish: CheckWish;
  readonly audits: readonly AuditText[];
  readonly groups: CheckStarted["groups"];
  state: RunState = "running";
  finishedCount = 0;
  isReached = true;
  isSound = false;
  /** Whether the back end has the report. */
  hasReport = false;
  /** Why the check itself has failed. */
  problem = "";
  #durationMs: number | undefined;

  /** @param nowMs of the page's own clock, here and below */
  constructor({ id, audits, groups }: CheckStarted, wish: CheckWish, nowMs: number) {
    this.id = id;
    this.audits = audits;
    this.groups = groups;
    this.wish = wish;
    this.#beganMs = nowMs;
  }

  watch(listener: () => void): () => void {
    return this.#changes.watch(listener);
  }

  get isOver(): boolean {
    return this.state !== "running" && this.state !== "stopping";
  }

  durationMs(nowMs: number): number {
    return this.#durationMs ?? nowMs - this.#beganMs;
  }

  result(id: string): AuditResult | undefined {
    return this.#results.get(id);
  }

  stateOf(id: string): AuditState {
    return this.#results.get(id)?.verdict.outcome ?? (this.#running.has(id) ? "running" : "waiting");
  }

  count(outcome: Outcome): number {
    return this.audits.filter(({ id }) => this.stateOf(id) === outcome).length;
  }

  /** What is being tried now. */
  get current(): AuditText[] {
    return this.audits.filter(({ id }) => this.stateOf(id) === "running");
  }

  /** The gravest first. */
  get failures(): AuditText[] {
    return levels.flatMap((level) =>
      this.audits.filter((audit) => audit.level === level && this.stateOf(audit.id) === "fails"),
    );
  }

  take(news: News, nowMs: number): void {
    switch (news.type) {
      case "check-event": {
        const { event } = news;
        if (event.type === "audit-started") this.#running.add(event.id);
        else {
          this.#running.delete(event.result.id);
          this.#results.set(event.result.id, event.result);
          if (this.state === "running") this.finishedCount = event.finishedCount;
        }
        break;
      }
      case "check-finished":
        this.finishedCount = news.finishedCount;
        this.isReached = news.isReached;
        this.isSound = news.isSound;
        this.hasReport = true;
        this.#end(news.ending, nowMs);
        break;
      case "check-failed":
        this.problem = news.message;
        this.#end("failed", nowMs);
        break;
    }
    this.#changes.tell();
  }

  /** The user gives it up; the back end says when it has let go. */
  stop(): void {
    this.state = "stopping";
    this.#changes.tell();
  }

  lose(nowMs: number): void {
    if (!this.isOver) this.#end("lost", nowMs);
    this.#changes.tell();
  }

  /** @param reportIds what the back end has */
  knowReports(reportIds: readonly string[]): void {
    this.hasReport = reportIds.includes(this.id);
    this.#changes.tell();
  }

  #end(state: RunState, nowMs: number): void {
    this.#durationMs = nowMs - this.#beganMs;
    this.#running.clear();
    this.state = state;
  }
}

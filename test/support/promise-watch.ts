/** Watches calls from outside, frame by frame, for breaches of what a session promises (design: promises 1-4, 6, 8, 9). */
import { isDeepStrictEqual } from "node:util";
import type { CallEvent, CallReport, FrameRecord, PlatformCall } from "../../src/platform/index.ts";
import { pingIntervalMs, type Utterance } from "../../src/protocol/index.ts";
import type { Agent, AgentOutput, AgentReply, Turn } from "../../src/session/index.ts";

export interface PromiseWatch {
  /** The agent to serve: does the same, and is watched from its side too. */
  readonly agent: Agent;
  /** Follows one call of any number. */
  readonly onEvent: (event: CallEvent, call: Pick<PlatformCall, "callId">) => void;
  /** What was broken in this call, in words; empty when nothing was. */
  breachesOf(report: CallReport): string[];
}

export interface PromiseWatchOptions {
  /**
   * How long a message may be on its way, in ms: 0 in virtual time. So long after a newer request an older answer may
   * still come in (but never after an answer to the newer one), and so long may a keep-alive take.
   */
  readonly crossingMs: number;
  /** The longest that the agent takes for an answer, in ms: a request that stays the newest for longer must be answered. */
  readonly answerMs: number;
}

interface WatchedTurn {
  readonly turn: Turn;
  finished: boolean;
}

export function watchPromises(agent: Agent, options: PromiseWatchOptions): PromiseWatch {
  const calls = new Map<string, WatchedCall>();
  const watched = (callId: string): WatchedCall => {
    const known = calls.get(callId) ?? new WatchedCall(options);
    calls.set(callId, known);
    return known;
  };
  const watchTurn = (turn: Turn, reply: () => AgentReply | Promise<AgentReply>): AsyncIterable<AgentOutput> =>
    watched(turn.call.id).answered(turn, reply);
  return {
    agent: {
      ...agent,
      respond: (turn) => watchTurn(turn, () => agent.respond(turn)),
      remind: (turn) => watchTurn(turn, () => (agent.remind ?? agent.respond)(turn)),
      onCallEnd(call) {
        watched(call.id).ended();
        agent.onCallEnd?.(call);
      },
    },
    onEvent(event, { callId }) {
      if (event.type === "frame-passed") watched(callId).passed(event.frame);
      if (event.type === "state-changed" && event.state === "reconnecting") watched(callId).lineLost();
      if (event.type === "state-changed" && event.state === "ended") watched(callId).hungUp(event.atMs);
    },
    breachesOf: (report) => watched(String(report.call.call_id)).breaches(report),
  };
}

class WatchedCall {
  readonly #options: PromiseWatchOptions;
  readonly #breaches: string[] = [];
  readonly #turns: WatchedTurn[] = [];
  readonly #requests = new Map<number, Utterance[]>();
  readonly #heard = new Map<number, readonly Utterance[]>();
  readonly #completed = new Set<number>();
  #newestAsked = 0;
  #newestAskedAtMs = 0;
  #endedMs = 0;
  #newestAnswered = 0;
  #greetingCount = 0;
  #isAnswerLost = false;
  /** Keep-alives on this connection: when each was sent, by its timestamp. */
  readonly #pings = new Map<number, number>();
  readonly #unanswered = new Set<number>();

  constructor(options: PromiseWatchOptions) {
    this.#options = options;
  }

  passed(frame: FrameRecord): void {
    if (frame.verdict === "lost") return;
    const event = JSON.parse(frame.text) as Record<string, unknown>;
    if (frame.direction === "to-server") this.#sent(event, frame);
    else this.#received(event, frame);
  }

  lineLost(): void {
    this.#unanswered.clear();
    // The platform asks again under a new id; nobody waits for the old answer any more.
    this.#isAnswerLost = true;
  }

  hungUp(atMs: number): void {
    this.#endedMs = atMs;
  }

  /** Sees promises 3 and 8 where they are kept: at the agent. */
  async *answered(turn: Turn, reply: () => AgentReply | Promise<AgentReply>): AsyncGenerator<AgentOutput> {
    this.#expectAborted(`when request ${turn.responseId} reached the agent`);
    const watched = { turn, finished: false };
    this.#turns.push(watched);
    this.#heard.set(turn.responseId, turn.transcript);
    try {
      const answer = await reply();
      if (answer === undefined || answer === null) return;
      if (typeof answer === "object" && (Symbol.asyncIterator in answer || Symbol.iterator in answer)) yield* answer;
      else yield answer;
    } finally {
      watched.finished = true;
    }
  }

  ended(): void {
    this.#expectAborted("at the end of the call");
  }

  breaches(report: CallReport): string[] {
    const { log } = report;
    const endedMs = this.#endedMs;
    const waitedMs = endedMs - this.#newestAskedAtMs;
    const isAnswered = this.#newestAsked === 0 || this.#completed.has(this.#newestAsked) || this.#isAnswerLost;
    if (!isAnswered && waitedMs > this.#options.answerMs) {
      this.#breach(2, `request ${this.#newestAsked} was not completed within ${waitedMs} ms`);
    }
    for (const timestamp of this.#unanswered) {
      if (endedMs - (this.#pings.get(timestamp) ?? 0) > pingIntervalMs)
        this.#breach(4, "a keep-alive was not answered");
    }
    for (const { text } of log) {
      if (/^LLM ws closed: (?!1006)/.test(text)) this.#breach(9, text);
    }
    for (const [responseId, heard] of this.#heard) {
      if (isDeepStrictEqual(heard, this.#requests.get(responseId))) continue;
      this.#breach(8, `the agent was given another history for request ${responseId} than the platform's`);
    }
    return this.#breaches;
  }

  #sent(event: Record<string, unknown>, { type, atMs }: FrameRecord): void {
    if (type === "ping_pong") {
      this.#pings.set(Number(event.timestamp), atMs);
      this.#unanswered.add(Number(event.timestamp));
    }
    if (type !== "response_required" && type !== "reminder_required") return;
    this.#newestAsked = Number(event.response_id);
    this.#newestAskedAtMs = atMs;
    this.#isAnswerLost = false;
    this.#requests.set(this.#newestAsked, event.transcript as Utterance[]);
  }

  #received(event: Record<string, unknown>, { type, atMs, socketIndex }: FrameRecord): void {
    if (type === "ping_pong") this.#pinged(Number(event.timestamp), atMs);
    if (type !== "response") return;
    const responseId = Number(event.response_id);
    if (responseId === 0 && event.content !== "") {
      this.#greetingCount += 1;
      if (this.#greetingCount > 1) this.#breach(6, `greeted again on connection ${socketIndex + 1}`);
    }
    // On a later connection an empty begin message says that nothing is to be said.
    if (responseId === 0 && socketIndex > 0 && event.content === "") return;
    if (responseId > this.#newestAsked) this.#breach(1, `response ${responseId} was not asked for`);
    if (this.#completed.has(responseId)) this.#breach(1, `response ${responseId} went on after its end`);
    const lateMs = atMs - this.#newestAskedAtMs;
    if (responseId < this.#newestAnswered) this.#breach(1, `response ${responseId} went on after a newer one began`);
    if (responseId < this.#newestAsked && lateMs > this.#options.crossingMs) {
      this.#breach(1, `response ${responseId} came ${lateMs} ms after request ${this.#newestAsked}`);
    }
    this.#newestAnswered = Math.max(this.#newestAnswered, responseId);
    if (event.content_complete === true) this.#completed.add(responseId);
  }

  #pinged(timestamp: number, atMs: number): void {
    const sentAtMs = this.#pings.get(timestamp);
    this.#unanswered.delete(timestamp);
    if (sentAtMs === undefined) this.#breach(4, "a keep-alive was answered that was never sent");
    else if (atMs - sentAtMs > this.#options.crossingMs) {
      this.#breach(4, `a keep-alive was answered after ${atMs - sentAtMs} ms`);
    }
  }

  #expectAborted(when: string): void {
    for (const { turn, finished } of this.#turns) {
      if (!finished && !turn.signal.aborted) this.#breach(3, `turn ${turn.responseId} was still wanted ${when}`);
    }
  }

  #breach(promise: number, what: string): void {
    this.#breaches.push(`promise ${promise}: ${what}`);
  }
}

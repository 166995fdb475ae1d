/** Decides what becomes of each message of the server: the platform drops many without a word, and this says why. */
import type { AgentInterrupt, ResponseEvent, ServerEvent, ServerFrame, ToolCallInvocation } from "../protocol/index.ts";
import type { FindingNote } from "./findings.ts";
import { judgeActions, judgeText, rememberText } from "./judge-speech.ts";

export interface Verdict {
  /** False when the platform drops the message. */
  readonly accepted: boolean;
  readonly findings: readonly FindingNote[];
}

export interface JudgeOptions {
  readonly isPhoneCall: boolean;
  readonly crossingMs: number;
  readonly responseLimitCharacters: number;
  readonly toolEventLimitCount: number;
}

const accepted: Verdict = { accepted: true, findings: [] };

/** What was said so far under one id. */
interface Answer {
  complete: boolean;
  characters: number;
  cancelled: boolean;
  /** The end of what was said. */
  text: string;
}

export class Judge {
  readonly #options: JudgeOptions;
  #messagesOnSocket = 0;
  #socketCount = 0;
  #autoReconnect = false;
  #latestId = 0;
  #askedAtMs = 0;
  readonly #completedIds = new Set<number>();
  #answer: Answer = newAnswer();
  #beginSocket: number | undefined;
  #interruptId: number | undefined;
  #interrupt: Answer = newAnswer();
  readonly #toolCallIds = new Set<string>();
  #toolEvents = 0;

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  /** True once any part of the begin message came. */
  get hasBegun(): boolean {
    return this.#beginSocket !== undefined;
  }

  /** A new connection: config has to be asked for again. */
  socketOpened(): void {
    this.#socketCount += 1;
    this.#messagesOnSocket = 0;
    this.#autoReconnect = false;
  }

  /** A newer request makes every older id stale. */
  asked(responseId: number, atMs: number): void {
    this.#latestId = responseId;
    this.#askedAtMs = atMs;
    this.#answer = newAnswer();
  }

  judge(frame: ServerFrame, atMs: number): Verdict {
    const isFirst = this.#messagesOnSocket === 0;
    this.#messagesOnSocket += 1;
    if (frame.type === "problem") {
      const { code, message } = frame.problem;
      // The two that only the other direction knows cannot arise here.
      if (code === "missing-type" || code === "bad-transcript") return dropped({ code: "bad-event", message });
      return dropped({ code, message });
    }
    return this.#judgeEvent(frame.event, isFirst, atMs);
  }

  #judgeEvent(event: ServerEvent, isFirst: boolean, atMs: number): Verdict {
    switch (event.response_type) {
      case "config":
        this.#autoReconnect = event.config.auto_reconnect === true;
        return isFirst
          ? accepted
          : noted({ code: "config-late", message: "config was not the socket's first message" });
      case "ping_pong":
        if (this.#autoReconnect) return accepted;
        return dropped({ code: "keep-alive-unasked", message: "a keep-alive without auto_reconnect on this socket" });
      case "agent_interrupt":
        return this.#judgeInterrupt(event);
      case "tool_call_invocation":
      case "tool_call_result":
        return this.#judgeToolEvent(event);
      case "update_agent":
        return accepted;
      case "metadata":
        if (!this.#options.isPhoneCall) return accepted;
        return noted({ code: "metadata-on-phone-call", message: "metadata on a phone call" });
      default:
        return this.#judgeResponse(event, atMs);
    }
  }

  #judgeResponse(event: ResponseEvent, atMs: number): Verdict {
    const { response_id: responseId } = event;
    const note = (code: FindingNote["code"], message: string): FindingNote => ({ code, message, responseId });
    if (responseId === 0 && this.#beginSocket !== undefined && this.#beginSocket !== this.#socketCount) {
      if (event.content === "") return accepted;
      return dropped(note("greeted-again", `id 0 with content on connection ${this.#socketCount}`));
    }
    if (responseId > this.#latestId || responseId < 0) {
      return dropped(note("unasked-response", `id ${responseId}; the newest one asked for is ${this.#latestId}`));
    }
    if (responseId < this.#latestId) {
      const lateMs = Math.round(atMs - this.#askedAtMs);
      // What comes after its own end crossed nothing on its way: that server has not noticed the newer request.
      const isCrossing = lateMs <= this.#options.crossingMs && !this.#completedIds.has(responseId);
      const code = isCrossing ? "crossed-response" : "stale-response";
      return dropped(note(code, `id ${responseId} came ${lateMs} ms after id ${this.#latestId} was asked for`));
    }
    if (responseId === 0) this.#beginSocket ??= this.#socketCount;
    return this.#judgeAnswer(this.#answer, event, note);
  }

  #judgeInterrupt(event: AgentInterrupt): Verdict {
    if (!this.hasBegun) {
      return dropped({ code: "before-begin", message: "an agent_interrupt before the begin message" });
    }
    if (event.interrupt_id !== this.#interruptId) {
      this.#interruptId = event.interrupt_id;
      this.#interrupt = newAnswer();
      this.#answer.cancelled = true;
    }
    return this.#judgeAnswer(this.#interrupt, event, (code, message) => ({ code, message }));
  }

  #judgeAnswer(
    answer: Answer,
    event: ResponseEvent | AgentInterrupt,
    note: (code: FindingNote["code"], message: string) => FindingNote,
  ): Verdict {
    if (answer.complete) return dropped(note("after-complete", "more came after content_complete"));
    if (answer.cancelled) return dropped(note("cancelled-response", "an agent_interrupt took its place"));
    if (event.content_complete) {
      answer.complete = true;
      if (answer === this.#answer) this.#completedIds.add(this.#latestId);
    }
    if (answer.characters > this.#options.responseLimitCharacters) {
      const what = `over ${this.#options.responseLimitCharacters} characters`;
      return { accepted: event.content_complete, findings: [note("overlong-response", what)] };
    }
    answer.characters += event.content.length;
    const found = [...judgeText(answer.text, event.content), ...judgeActions(event, this.#options.isPhoneCall)].map(
      ([code, message]) => note(code, message),
    );
    answer.text = rememberText(answer.text, event.content);
    return { accepted: true, findings: found };
  }

  #judgeToolEvent(event: Exclude<ServerEvent, ResponseEvent> & { tool_call_id: string }): Verdict {
    this.#toolEvents += 1;
    if (this.#toolEvents > this.#options.toolEventLimitCount) {
      return dropped({
        code: "too-many-tool-events",
        message: `over ${this.#options.toolEventLimitCount} tool events`,
      });
    }
    if (event.response_type === "tool_call_result") {
      if (this.#toolCallIds.has(event.tool_call_id)) return accepted;
      return noted({ code: "tool-result-unknown", message: "a result for a tool_call_id that was not announced" });
    }
    this.#toolCallIds.add(event.tool_call_id);
    if (isJsonObject((event as ToolCallInvocation).arguments)) return accepted;
    return noted({ code: "tool-arguments-no-json", message: "arguments is no JSON object" });
  }
}

function newAnswer(): Answer {
  return { complete: false, characters: 0, cancelled: false, text: "" };
}

function dropped(finding: FindingNote): Verdict {
  return { accepted: false, findings: [finding] };
}

function noted(finding: FindingNote): Verdict {
  return { accepted: true, findings: [finding] };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

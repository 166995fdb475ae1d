/** Follows a call from the server's end of the wire, and tells of it as of a call that was placed here. */
import type { Clock } from "../internal/index.ts";
import { decodePlatformFrame, decodeServerFrame, type PlatformFrame, type ServerEvent } from "../protocol/index.ts";
import type { CallEvent, CallEventBody, ServerNote } from "./events.ts";
import { FindingLog } from "./findings.ts";
import type { FrameRecord } from "./frame-log.ts";
import { Judge, type Verdict } from "./judge.ts";
import { defaultModel } from "./model.ts";
import { ObservedTalk } from "./observed-talk.ts";

/** A call between a platform and a server that both are somebody else's. */
export interface ObservedCall {
  /** The platform connected, for the first time or again. */
  connectionOpened(): void;
  connectionLost(): void;
  /** A text message of the platform. */
  toServer(text: string): void;
  /** A text message of the server. */
  fromServer(text: string): void;
  /** The server tells of its agent's own work; also when the call is over, of what was under way then. */
  noted(note: ServerNote): void;
  /** Nothing follows but notes. @param note why, as a line of the call's log. */
  ended(note: string): void;
}

/**
 * What was spoken and heard is what the platform's transcripts say of it, at the time they say it: words come in
 * pieces, and silences are as the server sees them. What the platform makes of a message is what it would make of it.
 */
export function observeCall(clock: Clock, onEvent: (event: CallEvent) => void): ObservedCall {
  return new Observation(clock, onEvent);
}

const encoder = new TextEncoder();

class Observation implements ObservedCall {
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #onEvent: (event: CallEvent) => void;
  readonly #findings = new FindingLog();
  readonly #judge: Judge;
  readonly #talk: ObservedTalk;
  #isPhoneCall = false;
  #isOver = false;
  #connections = 0;
  #frameCount = 0;

  constructor(clock: Clock, onEvent: (event: CallEvent) => void) {
    const isPhoneCall = (): boolean => this.#isPhoneCall;
    this.#clock = clock;
    this.#startMs = clock.now();
    this.#onEvent = onEvent;
    this.#judge = new Judge({
      ...defaultModel,
      get isPhoneCall() {
        return isPhoneCall();
      },
    });
    this.#talk = new ObservedTalk(clock, (body) => this.#emit(body));
  }

  connectionOpened(): void {
    this.#connections += 1;
    this.#judge.socketOpened();
    this.#emit({ type: "state-changed", state: "live" });
  }

  connectionLost(): void {
    this.#emit({ type: "state-changed", state: "reconnecting" });
  }

  toServer(text: string): void {
    const decoded = decodePlatformFrame(text);
    const isRequest = decoded.type === "response_required" || decoded.type === "reminder_required";
    if (isRequest) this.#judge.asked(decoded.responseId, this.#clock.now());
    const type = decoded.type === "problem" ? decoded.problem.type : decoded.type;
    this.#frame("to-server", text, type, isRequest ? decoded.responseId : undefined, "sent");
    this.#take(decoded);
  }

  fromServer(text: string): void {
    const decoded = decodeServerFrame(text);
    const verdict = this.#judge.judge(decoded, this.#clock.now());
    const isKnown = decoded.type === "event";
    const responseId = isKnown && "response_id" in decoded.event ? (decoded.event.response_id as number) : undefined;
    const type = isKnown ? decoded.responseType : decoded.problem.type;
    this.#frame("from-server", text, type, responseId, verdict.accepted ? "accepted" : "dropped", verdict);
    if (isKnown && verdict.accepted) this.#act(decoded.event);
  }

  noted(note: ServerNote): void {
    this.#onEvent({ type: "agent-noted", note, atMs: this.#atMs });
  }

  ended(note: string): void {
    if (this.#isOver) return;
    this.#talk.close();
    this.#emit({ type: "line-logged", text: note });
    this.#emit({ type: "state-changed", state: "ended" });
    this.#isOver = true;
  }

  #take(frame: PlatformFrame): void {
    switch (frame.type) {
      case "call_details":
        this.#isPhoneCall = frame.call.call_type === "phone_call";
        break;
      case "update_only": {
        const { transcript, turntaking } = frame.body.read();
        this.#talk.heard(transcript, turntaking);
        break;
      }
      case "response_required":
      case "reminder_required":
        this.#talk.heard(frame.body.read().transcript);
        this.#talk.asked(frame.type === "response_required" ? "response" : "reminder", frame.responseId);
        break;
    }
  }

  #act(event: ServerEvent): void {
    switch (event.response_type) {
      case "config":
      case "ping_pong":
        break;
      case "tool_call_invocation":
      case "tool_call_result": {
        const { response_type: role, ...rest } = event;
        this.#emit({ type: "tool-reported", item: { role, ...rest } });
        break;
      }
      case "update_agent":
        this.#emit({ type: "agent-updated", config: event.agent_config });
        break;
      case "metadata":
        this.#emit({ type: "metadata-received", metadata: event.metadata });
        break;
      default:
        this.#talk.answered(event);
    }
  }

  #frame(
    direction: FrameRecord["direction"],
    text: string,
    type: string | undefined,
    responseId: number | undefined,
    verdict: FrameRecord["verdict"],
    { findings }: Pick<Verdict, "findings"> = { findings: [] },
  ): void {
    const frame: FrameRecord = {
      index: this.#frameCount++,
      atMs: this.#atMs,
      direction,
      socketIndex: Math.max(0, this.#connections - 1),
      type: type ?? "(unknown)",
      ...(responseId === undefined ? {} : { responseId }),
      byteCount: encoder.encode(text).length,
      text,
      verdict,
      findings: findings.map(({ code }) => code),
    };
    this.#emit({ type: "frame-passed", frame });
    for (const note of findings) this.#emit({ type: "finding-made", finding: this.#findings.add(note, this.#atMs) });
  }

  #emit(body: CallEventBody): void {
    if (!this.#isOver) this.#onEvent({ ...body, atMs: this.#atMs });
  }

  get #atMs(): number {
    return this.#clock.now() - this.#startMs;
  }
}

/** Puts events on the line and takes messages off it: each is encoded or decoded, judged, logged and told of. */
import type { Clock } from "../internal/index.ts";
import {
  type CallDetails,
  type Config,
  decodeServerFrame,
  encodeEvent,
  type PlatformEvent,
  type ServerEvent,
  type ServerFrame,
  type Turntaking,
} from "../protocol/index.ts";
import type { FrameRecord } from "./frame-log.ts";
import type { Judge } from "./judge.ts";
import type { Ledger } from "./ledger.ts";
import type { Line } from "./line.ts";
import type { Transcript } from "./transcript.ts";

export interface WirePorts {
  readonly clock: Clock;
  readonly line: Line;
  readonly judge: Judge;
  readonly ledger: Ledger;
  readonly transcript: Transcript;
}

export class Wire {
  readonly #ports: WirePorts;
  readonly #encoder = new TextEncoder();
  #config: Config = {};
  #frameCount = 0;

  constructor(ports: WirePorts) {
    this.#ports = ports;
  }

  /** What the server asked for on this connection. */
  get config(): Config {
    return this.#config;
  }

  socketOpened(): void {
    this.#config = {};
    this.#ports.judge.socketOpened();
  }

  sendPing(timestamp: number): void {
    this.#send({ interaction_type: "ping_pong", timestamp });
  }

  sendDetails(call: CallDetails): void {
    this.#send({ interaction_type: "call_details", call });
  }

  sendUpdate(turntaking?: Turntaking): void {
    const floor = turntaking === undefined ? {} : { turntaking };
    this.#send({ interaction_type: "update_only", ...this.#conversation(), ...floor });
  }

  sendRequest(type: "response_required" | "reminder_required", responseId: number): void {
    this.#ports.judge.asked(responseId, this.#ports.clock.now());
    this.#send({ interaction_type: type, response_id: responseId, ...this.#conversation() });
  }

  /** @returns the event, when the platform takes notice of it. */
  receive(text: string): ServerEvent | undefined {
    const { judge, clock, ledger } = this.#ports;
    const decoded = decodeServerFrame(text);
    const verdict = judge.judge(decoded, clock.now());
    if (decoded.type === "problem" && decoded.problem.code === "bad-json") {
      ledger.log("Error in parsing LLM websocket message");
    }
    const { type, responseId } = describe(decoded);
    const findings = verdict.findings.map(({ code }) => code);
    const record = this.#record("from-server", type, text, verdict.accepted ? "accepted" : "dropped", responseId);
    ledger.frame({ ...record, findings }, text);
    for (const finding of verdict.findings) ledger.note(finding);
    if (decoded.type === "problem" || !verdict.accepted) return undefined;
    if (decoded.event.response_type === "config") this.#config = decoded.event.config;
    return decoded.event;
  }

  #send(event: PlatformEvent): void {
    const text = encodeEvent(event);
    const verdict = this.#ports.line.isOpen ? "sent" : "lost";
    const responseId = "response_id" in event ? (event.response_id as number) : undefined;
    const record = this.#record("to-server", event.interaction_type, text, verdict, responseId);
    this.#ports.ledger.frame(record, shorten(event, text));
    this.#ports.line.send(text);
  }

  #record(
    direction: FrameRecord["direction"],
    type: string,
    text: string,
    verdict: FrameRecord["verdict"],
    responseId: number | undefined,
  ): Omit<FrameRecord, "atMs"> {
    return {
      index: this.#frameCount++,
      direction,
      socketIndex: this.#ports.line.socketCount - 1,
      type,
      ...(responseId === undefined ? {} : { responseId }),
      byteCount: this.#encoder.encode(text).length,
      text,
      verdict,
      findings: [],
    };
  }

  #conversation(): Pick<Extract<PlatformEvent, { interaction_type: "update_only" }>, "transcript"> {
    const { utterances, woven } = this.#ports.transcript;
    const isWoven = this.#config.transcript_with_tool_calls === true;
    return { transcript: utterances, ...(isWoven ? { transcript_with_tool_calls: woven } : {}) };
  }
}

function describe(frame: ServerFrame): { type: string; responseId: number | undefined } {
  if (frame.type === "problem") return { type: frame.problem.type ?? "(unknown)", responseId: undefined };
  const { event } = frame;
  const responseId = "response_id" in event ? (event.response_id as number) : undefined;
  return { type: frame.responseType, responseId };
}

/** The platform's detail log shows the last two utterances only; so a long call's log does not grow by its square. */
function shorten(event: PlatformEvent, text: string): string {
  if (!("transcript" in event)) return text;
  const { transcript, transcript_with_tool_calls: woven } = event as { transcript: object[] } & Record<string, unknown>;
  if (transcript.length <= 2 && woven === undefined) return text;
  const short = { ...event, transcript: transcript.slice(-2) };
  const shortWoven = Array.isArray(woven) ? { transcript_with_tool_calls: woven.slice(-2) } : {};
  return encodeEvent({ ...short, ...shortWoven } as PlatformEvent);
}

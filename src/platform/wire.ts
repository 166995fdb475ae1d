/** Puts events on the line and takes messages off it: each is encoded or decoded, judged, logged and told of. */
import type { Clock } from "../internal/index.ts";
import {
  type CallDetails,
  type Config,
  decodeServerFrame,
  encodeEvent,
  type InteractionType,
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

/** As the platform's detail log has it; a long call's log would grow by the square of its length otherwise. */
const loggedUtterances = 2;

export class Wire {
  readonly #ports: WirePorts;
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
    this.#sendEvent({ interaction_type: "ping_pong", timestamp });
  }

  sendDetails(call: CallDetails): void {
    this.#sendEvent({ interaction_type: "call_details", call });
  }

  sendUpdate(turntaking?: Turntaking): void {
    this.#sendConversation("update_only", turntaking === undefined ? {} : { turntaking });
  }

  sendRequest(type: "response_required" | "reminder_required", responseId: number): void {
    this.#ports.judge.asked(responseId, this.#ports.clock.now());
    this.#sendConversation(type, { response_id: responseId });
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

  #sendEvent(event: PlatformEvent): void {
    const text = encodeEvent(event);
    this.#send(event.interaction_type, text, text);
  }

  /** Writes the frame from parts that are encoded already. */
  #sendConversation(type: InteractionType, fields: { response_id?: number; turntaking?: Turntaking }): void {
    const { transcript } = this.#ports;
    const isWoven = this.#config.transcript_with_tool_calls === true;
    const head = JSON.stringify({ interaction_type: type, ...fields }).slice(0, -1);
    const frame = (last?: number): string => {
      const woven = isWoven ? `,"transcript_with_tool_calls":${transcript.wovenJson(last)}` : "";
      return `${head},"transcript":${transcript.utterancesJson(last)}${woven}}`;
    };
    this.#send(type, frame(), frame(loggedUtterances), fields.response_id);
  }

  #send(type: InteractionType, text: string, keptText: string, responseId?: number): void {
    const { line, ledger } = this.#ports;
    ledger.frame(this.#record("to-server", type, text, line.isOpen ? "sent" : "lost", responseId), keptText);
    line.send(text);
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
      byteCount: Buffer.byteLength(text),
      text,
      verdict,
      findings: [],
    };
  }
}

function describe(frame: ServerFrame): { type: string; responseId: number | undefined } {
  if (frame.type === "problem") return { type: frame.problem.type ?? "(unknown)", responseId: undefined };
  const { event } = frame;
  const responseId = "response_id" in event ? (event.response_id as number) : undefined;
  return { type: frame.responseType, responseId };
}

/** A call as the page shows it, built from its events one by one: the same for live calls, recordings and replays. */
import type { CallEvent, CallState, DisconnectionReason, Finding, FrameRecord } from "../../../src/platform/index.ts";
import { AgentWork } from "./agent-work.ts";
import { Lanes } from "./lanes.ts";
import { LatencyValues } from "./latency-values.ts";
import { TalkLog } from "./talk-log.ts";
import { TurnRecords } from "./turn-record.ts";

export class CallModel {
  readonly talk: TalkLog = new TalkLog();
  readonly lanes: Lanes = new Lanes();
  readonly turns: TurnRecords = new TurnRecords();
  readonly latency: LatencyValues = new LatencyValues();
  readonly work: AgentWork = new AgentWork();
  readonly frames: FrameRecord[] = [];
  readonly findings: Finding[] = [];
  /** The platform's own log. */
  readonly lines: { readonly atMs: number; readonly text: string }[] = [];
  state: CallState = "connecting";
  reason: DisconnectionReason | undefined;
  /** Of the last event, in ms since the call was placed. */
  lastMs = 0;

  apply(event: CallEvent): void {
    this.lastMs = Math.max(this.lastMs, event.atMs);
    if (event.type === "state-changed") {
      this.state = event.state;
      this.reason = event.reason ?? this.reason;
    }
    if (event.type === "frame-passed") this.frames.push(event.frame);
    if (event.type === "finding-made") this.findings.push(event.finding);
    if (event.type === "line-logged") this.lines.push({ atMs: event.atMs, text: event.text });
    this.talk.apply(event);
    this.lanes.apply(event);
    this.turns.apply(event);
    this.latency.apply(event);
    const item = this.work.apply(event);
    if (item !== undefined) this.talk.worked(item);
  }

  get isAgentSpeaking(): boolean {
    const span = this.lanes.agent.at(-1);
    return span !== undefined && span.endMs === undefined;
  }
}

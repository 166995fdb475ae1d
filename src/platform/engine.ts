/** Builds the parts of a call and passes on what each has to say to the others. */
import { holdProcess, realClock, type Timer } from "../internal/index.ts";
import { pingIntervalMs, type ServerEvent, type UpdateAgent } from "../protocol/index.ts";
import { runAction } from "./actions.ts";
import type { Heard } from "./caller.ts";
import { CallerSide } from "./caller-side.ts";
import { toCallDetails } from "./details.ts";
import type { DisconnectionReason } from "./disconnection.ts";
import type { CallEventBody, CallState } from "./events.ts";
import type { FindingNote } from "./findings.ts";
import { Floor } from "./floor.ts";
import { Judge } from "./judge.ts";
import type { Ledger } from "./ledger.ts";
import { Line } from "./line.ts";
import type { ResolvedCallOptions } from "./options.ts";
import type { Reentry } from "./reentry.ts";
import type { CallReport } from "./report.ts";
import { Requests } from "./requests.ts";
import type { ResolvedSettings } from "./settings.ts";
import { Silence } from "./silence.ts";
import type { SpeakingRate } from "./speech-clock.ts";
import { Transcript } from "./transcript.ts";
import { Updates } from "./updates.ts";
import { Wire } from "./wire.ts";

export class Engine {
  readonly #options: ResolvedCallOptions;
  readonly #ledger: Ledger;
  readonly #transcript: Transcript;
  readonly #judge: Judge;
  readonly #line: Line;
  readonly #wire: Wire;
  readonly #silence: Silence;
  readonly #callerSide: CallerSide;
  readonly #floor: Floor;
  readonly #releaseProcess: () => void;
  readonly #onEnd: (report: CallReport) => void;
  #settings: ResolvedSettings;
  #state: CallState = "connecting";
  #beginTimer: Timer | undefined;

  constructor(options: ResolvedCallOptions, ledger: Ledger, reentry: Reentry, onEnd: (report: CallReport) => void) {
    const { clock, model, seed, details } = options;
    const isPhoneCall = details.callType === "phone_call";
    this.#options = options;
    this.#ledger = ledger;
    this.#onEnd = onEnd;
    this.#settings = options.settings;
    this.#releaseProcess = clock === realClock ? holdProcess() : () => undefined;
    const settings = () => this.#settings;
    const emit = (body: CallEventBody): void => ledger.emit(body);
    const note = (finding: FindingNote): void => ledger.note(finding);
    this.#transcript = new Transcript(() => ledger.liveMs);
    this.#judge = new Judge({ isPhoneCall, ...model });
    this.#line = new Line(options.url, options.dial, clock, {
      onLog: (text) => ledger.log(text),
      onOpen: (socketIndex) => this.#lineOpened(socketIndex),
      onText: (text) => this.#received(text),
      onPing: (timestamp) => this.#wire.sendPing(timestamp),
      onFinding: note,
      onReconnecting: () => this.#lineLost(),
      onOver: (reason) => this.end(reason),
    });
    this.#wire = new Wire({ clock, line: this.#line, judge: this.#judge, ledger, transcript: this.#transcript });
    this.#silence = new Silence(clock, settings, {
      onReminder: () => this.#floor.remind(),
      onInactivity: () => this.end("inactivity"),
      onMaximumDuration: () => this.end("max_duration_reached"),
    });
    const updates = new Updates(clock, model.updateIntervalMs, (turntaking) => this.#wire.sendUpdate(turntaking));
    const tellCaller = (heard: Heard): void => reentry.tell(() => options.caller.hear(heard));
    const actionPorts = {
      isPhoneCall,
      transcript: this.#transcript,
      emit,
      tellCaller,
      end: (reason: DisconnectionReason) => this.end(reason),
    };
    this.#floor = new Floor({
      clock,
      placedMs: ledger.placedMs,
      model,
      rate: () => this.#rate(model.agentCharactersPerSecond, this.#settings.voice_speed),
      settings,
      transcript: this.#transcript,
      requests: new Requests({
        clock,
        placedMs: ledger.placedMs,
        hangingTurnMs: model.hangingTurnMs,
        sendRequest: (type, responseId) => this.#wire.sendRequest(type, responseId),
        emit,
        note,
        onFinished: (turn, timing) => ledger.turnFinished(turn, timing),
      }),
      silence: this.#silence,
      updates,
      isLineOpen: () => this.#line.isOpen,
      emit,
      note,
      tellCaller,
      runAction: (action, turn) => runAction(action, turn, actionPorts),
      onUnanswerable: () => this.#noteMissingBegin(),
    });
    this.#callerSide = new CallerSide({
      clock,
      reentry,
      seed,
      model,
      rate: this.#rate(model.callerCharactersPerSecond, 1),
      floor: this.#floor,
      silence: this.#silence,
      updates,
      settings,
      record: (item) => this.#transcript.tool(item),
      emit,
      tellCaller,
      onHangUp: () => this.end("user_hangup"),
    });
  }

  get state(): CallState {
    return this.#state;
  }

  open(): void {
    if (this.#state === "ended") return;
    this.#ledger.emit({ type: "state-changed", state: "connecting" });
    this.#line.open();
  }

  /** Breaks the connection as a network would. */
  drop(): void {
    this.#line.drop();
  }

  end(reason: DisconnectionReason): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#options.clock.clearTimeout(this.#beginTimer);
    this.#floor.close();
    this.#silence.close();
    this.#callerSide.close();
    this.#line.close(1000, "");
    this.#releaseProcess();
    this.#options.caller.hear({ type: "call-ended", reason });
    this.#ledger.emit({ type: "state-changed", state: "ended", reason });
    const { details, callId, url } = this.#options;
    this.#onEnd(
      this.#ledger.report({
        details: toCallDetails(callId, details),
        url,
        reason,
        transcript: this.#transcript,
        connections: this.#line.socketCount,
      }),
    );
  }

  #lineOpened(socketIndex: number): void {
    const { clock, model, caller } = this.#options;
    const isFirst = socketIndex === 0;
    this.#state = "live";
    this.#wire.socketOpened();
    this.#floor.lineOpened(isFirst);
    if (isFirst) {
      this.#ledger.liveMs = clock.now();
      this.#silence.callStarted();
      this.#beginTimer = clock.setTimeout(() => {
        if (!this.#judge.hasBegun && this.#line.socketCount === 1) this.#noteMissingBegin();
      }, model.hangingTurnMs);
    }
    this.#ledger.emit({ type: "state-changed", state: "live" });
    if (isFirst) caller.start(this.#callerSide.line);
  }

  #lineLost(): void {
    this.#state = "reconnecting";
    this.#ledger.emit({ type: "state-changed", state: "reconnecting" });
    this.#floor.lineLost();
  }

  #received(text: string): void {
    const event = this.#wire.receive(text);
    if (event !== undefined) this.#act(event);
  }

  /** What an event does, once it is known that the platform takes notice of it. */
  #act(event: ServerEvent): void {
    switch (event.response_type) {
      case "config":
        if (event.config.call_details)
          this.#wire.sendDetails(toCallDetails(this.#options.callId, this.#options.details));
        if (event.config.auto_reconnect) this.#line.keepAlive.start();
        break;
      case "ping_pong":
        this.#keepAliveAnswered(event.timestamp);
        break;
      case "agent_interrupt":
        this.#floor.interrupt(event);
        break;
      case "tool_call_invocation":
      case "tool_call_result": {
        const { response_type: role, ...rest } = event;
        const item = { role, ...rest };
        this.#transcript.tool(item);
        this.#ledger.emit({ type: "tool-reported", item });
        break;
      }
      case "update_agent":
        this.#updateAgent(event);
        break;
      case "metadata":
        this.#ledger.emit({ type: "metadata-received", metadata: event.metadata });
        break;
      default:
        this.#floor.receive(event);
    }
  }

  #keepAliveAnswered(timestamp: number): void {
    const ms = this.#line.keepAlive.answered(timestamp);
    if (ms === undefined) return;
    this.#ledger.roundTrip(ms);
    if (ms <= pingIntervalMs) return;
    this.#ledger.note({ code: "keep-alive-late", message: `a keep-alive was answered after ${Math.round(ms)} ms` });
  }

  #updateAgent({ agent_config: config }: UpdateAgent): void {
    const now = this.#settings;
    this.#settings = {
      ...now,
      responsiveness: config.responsiveness ?? now.responsiveness,
      interruption_sensitivity: config.interruption_sensitivity ?? now.interruption_sensitivity,
      reminder_trigger_ms: config.reminder_trigger_ms ?? now.reminder_trigger_ms,
      reminder_max_count: config.reminder_max_count ?? now.reminder_max_count,
    };
    this.#silence.settingsChanged();
    this.#ledger.emit({ type: "agent-updated", config });
  }

  #noteMissingBegin(): void {
    if (this.#ledger.hasFound("no-begin-message")) return;
    this.#ledger.note({ code: "no-begin-message", message: "the agent stays silent: no response with id 0 has come" });
  }

  #rate(charactersPerSecond: number, voiceSpeed: number): SpeakingRate {
    return {
      charactersPerSecond,
      speed: voiceSpeed * this.#options.speed,
      dashPauseMs: this.#options.model.dashPauseMs,
    };
  }
}

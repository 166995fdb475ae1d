/** Tells a person what happens in a call: who says what, how long it took, and what would go unnoticed on a real one. */
import type { AgentAction, CallEvent, CallState, Finding, FindingCode, TurnTiming } from "../../platform/index.ts";
import type { TranscriptItem } from "../../protocol/index.ts";
import { describeTiming } from "./describe-times.ts";
import type { NoteLevel, Page } from "./page.ts";
import { showText, showValue } from "./show-text.ts";

export interface NarratorOptions {
  /** The caller's words stand on the page already, for they were typed there. */
  readonly callerTypes: boolean;
}

/** Findings of one code that are told as they come; the summary counts them all. */
const mostTold = 3;

/** Findings that an event of their own tells of already. */
const toldOtherwise: readonly FindingCode[] = ["action-discarded", "never-opened"];

export class Narrator {
  readonly #page: Page;
  readonly #callerTypes: boolean;
  readonly #told = new Map<FindingCode, number>();
  #wasLive = false;
  /** What the caller says and does not stand on the page for good yet. */
  #callerLine = "";
  /** What stands there of the same turn of the caller. */
  #callerSaid = "";
  /** How long the agent took for what it says now; undefined when it has said it. */
  #agentTimes: string | undefined;
  #agentIsHeard = false;
  /** Notes that wait until the agent falls silent: nobody reads a sentence with a note in the middle. */
  #held: (readonly [text: string, level: NoteLevel])[] = [];

  constructor(page: Page, { callerTypes }: NarratorOptions) {
    this.#page = page;
    this.#callerTypes = callerTypes;
  }

  hear(event: CallEvent): void {
    const page = this.#page;
    switch (event.type) {
      case "state-changed":
        this.#stateChanged(event.state);
        break;
      case "caller-heard":
        if (!this.#callerTypes) this.#callerHeard(event.text, event.open);
        break;
      case "request-made":
        if (event.kind === "reminder") this.#note("you have been silent: the agent is asked for a reminder");
        break;
      case "request-withdrawn":
        this.#note(`request ${event.responseId} was withdrawn: you went on`);
        break;
      case "agent-started":
        this.#callerSaid = "";
        this.#agentTimes = describeTiming(event.timing);
        this.#agentIsHeard = true;
        page.agentStarts();
        break;
      case "agent-word":
        this.#agentIsHeard = true;
        page.agentSays(showText(event.text));
        break;
      case "agent-stopped":
        this.#agentIsHeard = false;
        if (event.mayContinue) this.#release();
        break;
      case "agent-interrupted":
        this.#agentStops(showText(event.unheard).trim() || undefined);
        break;
      case "turn-finished":
        this.#turnFinished(event.timing);
        break;
      case "backchannel-spoken":
        this.#note(`the agent says "${showText(event.word)}" meanwhile`);
        break;
      case "key-pressed":
        this.#note(
          event.taken ? `you press ${event.digit}` : `you press ${event.digit}, but key presses are not taken`,
        );
        break;
      case "action-run":
        this.#note(`the agent ${describeAction(event.action)}`);
        break;
      case "action-discarded":
        this.#note(`you cut it off, so the agent no longer ${describeAction(event.action)}`);
        break;
      case "tool-reported":
        this.#note(describeTool(event.item));
        break;
      case "agent-updated":
        this.#note(`the agent changes its settings: ${showValue(event.config)}`);
        break;
      case "metadata-received":
        this.#note(`metadata for the browser: ${showValue(event.metadata)}`);
        break;
      case "finding-made":
        this.#findingMade(event.finding);
        break;
      default:
      // The platform's log, the messages and the round trips are for machines: --json and --record have them.
    }
  }

  #stateChanged(state: CallState): void {
    if (state === "live") {
      this.#note(this.#wasLive ? "connected again" : "connected");
      this.#wasLive = true;
    }
    if (state === "reconnecting") this.#note("the platform dials again");
    if (state === "ended" && this.#callerLine !== "") this.#page.callerSaid(this.#callerLine);
  }

  #callerHeard(heard: string, open: boolean): void {
    const text = showText(heard).trim();
    const goesOn = this.#callerSaid !== "" && text.startsWith(this.#callerSaid);
    const fresh = goesOn ? text.slice(this.#callerSaid.length).trim() : text;
    this.#callerLine = goesOn && fresh !== "" ? `… ${fresh}` : fresh;
    if (this.#callerLine === "") return;
    if (open) {
      this.#page.callerSoFar(this.#callerLine);
      return;
    }
    this.#page.callerSaid(this.#callerLine);
    this.#callerLine = "";
    this.#callerSaid = text;
  }

  #turnFinished({ kind, outcome }: TurnTiming): void {
    if (kind === "begin" && outcome === "silent") this.#note("the agent lets you speak first");
    this.#agentStops(undefined);
  }

  #agentStops(unheard: string | undefined): void {
    if (this.#agentTimes === undefined) return;
    this.#page.agentStops(unheard, this.#agentTimes);
    this.#agentTimes = undefined;
    this.#agentIsHeard = false;
    this.#release();
  }

  #note(text: string, level: NoteLevel = "plain"): void {
    if (this.#agentIsHeard) this.#held.push([text, level]);
    else this.#page.note(text, level);
  }

  #release(): void {
    for (const [text, level] of this.#held.splice(0)) this.#page.note(text, level);
  }

  #findingMade({ code, level, message }: Finding): void {
    if (toldOtherwise.includes(code)) return;
    const count = (this.#told.get(code) ?? 0) + 1;
    this.#told.set(code, count);
    if (count > mostTold) return;
    const further = count === mostTold ? " (further ones are only counted)" : "";
    this.#note(`${code}: ${showText(message)}${further}`, level === "info" ? "plain" : level);
  }
}

function describeAction(action: AgentAction): string {
  switch (action.type) {
    case "end-call":
      return "hangs up";
    case "transfer":
      return `transfers you to ${showText(action.number)}`;
    default:
      return `presses ${showText(action.digits)}`;
  }
}

function describeTool(item: TranscriptItem): string {
  const { role, name, arguments: toolArguments, content } = item;
  return role === "tool_call_result"
    ? `the tool answers: ${showValue(content)}`
    : `the agent uses the tool ${showValue(name)}: ${showValue(toolArguments)}`;
}

/** The conversation as people read it: what each side said, with what was heard of it, and what happened between. */

import type { AgentAction, CallEvent, InterruptedBy, TurnKind, TurnTiming } from "../../../src/platform/index.ts";
import type { WorkItem } from "./agent-work.ts";

export interface CallerEntry {
  readonly kind: "caller";
  readonly key: number;
  readonly startMs: number;
  endMs: number;
  text: string;
  /** The turn of the caller is not over. */
  isOpen: boolean;
  revision: number;
}

export interface AgentEntry {
  readonly kind: "agent";
  readonly key: number;
  readonly turnId: number;
  turnKind: TurnKind | undefined;
  readonly startMs: number;
  /** Given to the voice. */
  queued: string;
  heard: string;
  /** What was lost when the agent was cut off. */
  unheard: string;
  cutBy: InterruptedBy | undefined;
  isSpeaking: boolean;
  timing: TurnTiming | undefined;
  /** What was done against silence; grows. */
  readonly rungs: readonly string[];
  revision: number;
}

export type NoteTopic = "key" | "tool" | "action" | "line" | "agent" | "backchannel";

export interface NoteEntry {
  readonly kind: "note";
  readonly key: number;
  readonly startMs: number;
  readonly topic: NoteTopic;
  text: string;
  revision: number;
}

export type TalkEntry = CallerEntry | AgentEntry | NoteEntry;

export class TalkLog {
  readonly entries: TalkEntry[] = [];
  #caller: CallerEntry | undefined;
  #agent: AgentEntry | undefined;
  /** By turn: they come before anything of it is spoken. */
  readonly #rungs = new Map<number, string[]>();
  #isDown = false;

  apply(event: CallEvent): void {
    switch (event.type) {
      case "caller-heard":
        this.#callerHeard(event.text, event.open, event.atMs);
        break;
      case "speech-queued":
        this.#agentTurn(event.turnId, event.atMs).queued += event.text;
        break;
      case "agent-started": {
        const entry = this.#agentTurn(event.turnId, event.atMs);
        entry.turnKind = event.kind;
        entry.isSpeaking = true;
        entry.timing = event.timing;
        break;
      }
      case "agent-word": {
        const entry = this.#agentTurn(event.turnId, event.startMs);
        entry.heard += event.text;
        entry.isSpeaking = true;
        break;
      }
      case "agent-stopped":
        this.#agentTurn(event.turnId, event.atMs).isSpeaking = false;
        break;
      case "agent-interrupted": {
        const entry = this.#agentTurn(event.turnId, event.atMs);
        entry.isSpeaking = false;
        entry.unheard = event.unheard;
        entry.cutBy = event.by;
        break;
      }
      case "turn-finished":
        this.#turnFinished(event.timing);
        break;
      default:
        this.#note(event);
    }
  }

  /** The agent told of its own work. */
  worked({ kind, turnId, label }: WorkItem): void {
    if (kind !== "rung" || turnId === undefined) return;
    this.#rungsOf(turnId).push(label);
    if (this.#agent?.turnId === turnId) this.#agent.revision += 1;
  }

  #rungsOf(turnId: number): string[] {
    const rungs = this.#rungs.get(turnId) ?? [];
    this.#rungs.set(turnId, rungs);
    return rungs;
  }

  #callerHeard(text: string, isOpen: boolean, atMs: number): void {
    const entry = this.#caller;
    if (entry === undefined) {
      if (text === "") return;
      const opened = this.#continued(text) ?? this.#openCaller(text, atMs);
      opened.text = text;
      opened.endMs = atMs;
      opened.isOpen = isOpen;
      opened.revision += 1;
      this.#caller = isOpen ? opened : undefined;
      return;
    }
    if (text !== entry.text) entry.endMs = atMs;
    entry.text = text;
    entry.isOpen = isOpen;
    entry.revision += 1;
    if (!isOpen) this.#caller = undefined;
  }

  /** Words after a pause go on with the utterance, as long as nothing was answered. */
  #continued(text: string): CallerEntry | undefined {
    const last = this.entries.findLast(({ kind }) => kind !== "note");
    return last?.kind === "caller" && text.startsWith(last.text) ? last : undefined;
  }

  #openCaller(text: string, atMs: number): CallerEntry {
    const entry: CallerEntry = {
      kind: "caller",
      key: this.entries.length,
      startMs: atMs,
      endMs: atMs,
      text,
      isOpen: true,
      revision: 0,
    };
    this.entries.push(entry);
    return entry;
  }

  /** Speech of one turn stays one entry, also when the caller said "uh-huh" meanwhile. */
  #agentTurn(turnId: number, atMs: number): AgentEntry {
    const current = this.#agent;
    if (current !== undefined && current.turnId === turnId && current.timing?.outcome === undefined) {
      current.revision += 1;
      return current;
    }
    const entry: AgentEntry = {
      kind: "agent",
      key: this.entries.length,
      turnId,
      turnKind: undefined,
      startMs: atMs,
      queued: "",
      heard: "",
      unheard: "",
      cutBy: undefined,
      isSpeaking: false,
      timing: undefined,
      rungs: this.#rungsOf(turnId),
      revision: 0,
    };
    this.entries.push(entry);
    this.#agent = entry;
    return entry;
  }

  /** A turn that was never spoken is no part of the conversation. */
  #turnFinished(timing: TurnTiming): void {
    const entry = this.#agent;
    if (entry === undefined || entry.turnId !== timing.turnId || entry.timing?.outcome !== undefined) return;
    entry.timing = timing;
    entry.turnKind ??= timing.kind;
    entry.isSpeaking = false;
    entry.revision += 1;
  }

  #note(event: CallEvent): void {
    const note = toNote(event);
    if (note !== undefined) this.#push(note[0], note[1], event.atMs);
    if (event.type !== "state-changed") return;
    if (event.state === "reconnecting")
      this.#push("line", "The connection broke. The platform dials again.", event.atMs);
    if (event.state === "live" && this.#isDown) this.#push("line", "Connected again.", event.atMs);
    this.#isDown = event.state === "reconnecting";
  }

  #push(topic: NoteTopic, text: string, atMs: number): void {
    const last = this.entries.at(-1);
    // Keys in a row are read as one number.
    if (topic === "key" && last?.kind === "note" && last.topic === "key" && !text.includes(" ")) {
      last.text += text;
      last.revision += 1;
      return;
    }
    this.entries.push({ kind: "note", key: this.entries.length, startMs: atMs, topic, text, revision: 0 });
  }
}

function toNote(event: CallEvent): [topic: NoteTopic, text: string] | undefined {
  switch (event.type) {
    case "key-pressed":
      return ["key", event.taken ? event.digit : `${event.digit} was not taken: key presses are off in the settings`];
    case "backchannel-spoken":
      return ["backchannel", event.word];
    case "tool-reported":
      return toolNote(event.item);
    case "action-run":
      return ["action", describeAction(event.action)];
    case "action-discarded":
      return ["action", `Not done, because the caller interrupted: ${describeAction(event.action)}`];
    case "agent-updated":
      return ["agent", `The agent's settings changed: ${Object.keys(event.config).join(", ") || "nothing"}`];
    case "metadata-received":
      return ["agent", `Metadata for the caller's page: ${JSON.stringify(event.metadata)}`];
    default:
      return undefined;
  }
}

function toolNote(item: { readonly role: string; readonly [field: string]: unknown }): [NoteTopic, string] | undefined {
  if (item.role === "tool_call_invocation") return ["tool", `${String(item.name)}(${String(item.arguments)})`];
  if (item.role === "tool_call_result") return ["tool", `→ ${String(item.content)}`];
  return undefined;
}

function describeAction(action: AgentAction): string {
  switch (action.type) {
    case "end-call":
      return "The agent ends the call.";
    case "transfer":
      return `The call is transferred to ${action.number}.`;
    case "press-digits":
      return `The agent presses ${action.digits}.`;
  }
}

/** What the agent told of its own work: models that were asked, tools that were called, and what was done against silence. */
import type { CallEvent, ServerNote } from "../../../src/platform/index.ts";
import { GenerationSums } from "./generation-sums.ts";
import type { Span } from "./lanes.ts";
import type { TurnRecord } from "./turn-record.ts";

interface Work extends Span {
  /** Counts the notes of a call, from 0. */
  readonly key: number;
  /** The `response_id` that it was for; absent for what was begun early and then not asked for. */
  readonly turnId: number | undefined;
  readonly endMs: number;
  /** The name of what was thrown. */
  readonly error: string | undefined;
}

/** Times are in ms since its start, and absent for what did not happen. */
export interface Generation extends Work {
  readonly kind: "generation";
  /** Such as `kept`, or `withdrawn, early` for one that was begun before the request. */
  readonly outcome: string;
  readonly firstTokenMs: number | undefined;
  readonly firstSpeechMs: number | undefined;
  readonly firstSentenceMs: number | undefined;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens. */
  readonly cachedInputTokens: number;
  /** The provider did not tell the tokens. */
  readonly isEstimated: boolean;
  /** In US dollars; absent when no price is known. */
  readonly costUsd: number | undefined;
}

export interface ToolRun extends Work {
  readonly kind: "tool";
  readonly outcome: string;
  /** How long it was held until the turn was confirmed, and then how long it ran. */
  readonly waitMs: number;
  readonly runMs: number;
}

/** Something that was done against silence, or at a limit of the call. */
export interface Rung extends Work {
  readonly kind: "rung";
}

export type WorkItem = Generation | ToolRun | Rung;

/** Of a call, or of one of its turns; everything in the order in which it began. */
export class WorkLog {
  readonly items: WorkItem[] = [];
  readonly generations: Generation[] = [];
  readonly tools: ToolRun[] = [];
  readonly rungs: Rung[] = [];
  readonly sums: GenerationSums = new GenerationSums();

  add(item: WorkItem): void {
    insert(this.items, item);
    if (item.kind === "generation") {
      insert(this.generations, item);
      this.sums.add(item);
    }
    if (item.kind === "tool") insert(this.tools, item);
    if (item.kind === "rung") insert(this.rungs, item);
  }
}

export class AgentWork {
  readonly call: WorkLog = new WorkLog();
  readonly #turns = new Map<number, WorkLog>();

  /** @returns what was told, if it is of a known kind. */
  apply(event: CallEvent): WorkItem | undefined {
    if (event.type !== "agent-noted") return undefined;
    const item = toItem(event.note, event.atMs, this.call.items.length);
    if (item === undefined) return undefined;
    this.call.add(item);
    if (item.turnId !== undefined) this.#logOf(item.turnId).add(item);
    return item;
  }

  /** Whether the server's agent is known from within. */
  get isKnown(): boolean {
    return this.call.items.length > 0;
  }

  /** @returns undefined for a turn of which nothing was told. */
  ofTurn({ turnId, kind }: Pick<TurnRecord, "turnId" | "kind">): WorkLog | undefined {
    return kind === "interrupt" ? undefined : this.#turns.get(turnId);
  }

  #logOf(turnId: number): WorkLog {
    const log = this.#turns.get(turnId) ?? new WorkLog();
    this.#turns.set(turnId, log);
    return log;
  }
}

/** Notes tell of what is over, and so come in another order than what they tell of. */
function insert<Item extends Span>(items: Item[], item: Item): void {
  const index = items.findLastIndex(({ startMs }) => startMs <= item.startMs) + 1;
  items.splice(index, 0, item);
}

/** A recording may hold notes of other versions: what is not there is left out. */
function toItem(note: ServerNote, atMs: number, key: number): WorkItem | undefined {
  const duration = (name: string): number => Math.max(0, numberOf(note[name]) ?? 0);
  const work = { key, turnId: numberOf(note.responseId), endMs: atMs, error: textOf(note.error) };
  switch (note.kind) {
    case "generation": {
      const outcome = textOf(note.outcome) ?? "done";
      return {
        ...work,
        kind: "generation",
        label: textOf(note.model) ?? "model",
        outcome: note.purpose === "early" ? `${outcome}, early` : outcome,
        startMs: Math.max(0, atMs - duration("totalMs")),
        firstTokenMs: numberOf(note.firstTokenMs),
        firstSpeechMs: numberOf(note.firstSpeechMs),
        firstSentenceMs: numberOf(note.firstSentenceMs),
        inputTokens: duration("inputTokens"),
        outputTokens: duration("outputTokens"),
        cachedInputTokens: duration("cachedInputTokens"),
        isEstimated: note.isEstimated === true,
        costUsd: numberOf(note.costUsd),
      };
    }
    case "tool": {
      const [waitMs, runMs] = [duration("confirmWaitMs"), duration("durationMs")];
      const [label, outcome] = [textOf(note.name) ?? "tool", textOf(note.outcome) ?? "done"];
      return { ...work, kind: "tool", label, outcome, waitMs, runMs, startMs: Math.max(0, atMs - waitMs - runMs) };
    }
    case "rung":
      return { ...work, kind: "rung", label: (textOf(note.rung) ?? "rung").replaceAll("-", " "), startMs: atMs };
    default:
      return undefined;
  }
}

function numberOf(value: ServerNote[string] | null): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function textOf(value: ServerNote[string] | null): string | undefined {
  return typeof value === "string" ? value : undefined;
}

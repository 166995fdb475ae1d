/** Collects what would have gone wrong unnoticed; one fault repeated a million times must not fill the memory. */
import { type FindingCode, type FindingLevel, findingKinds } from "./finding-codes.ts";

/** What is known where a fault is found; the log adds the rest. */
export interface FindingNote {
  readonly code: FindingCode;
  /** What happened, without any of the call's text. */
  readonly message: string;
  readonly responseId?: number;
}

export interface Finding extends FindingNote {
  readonly level: FindingLevel;
  /** Milliseconds since the call was placed. */
  readonly atMs: number;
  readonly advice: string;
}

/** Findings kept of each code; further ones are only counted. */
const keptFindingsPerCode = 50;

export class FindingLog {
  readonly #kept: Finding[] = [];
  readonly #counts = new Map<FindingCode, number>();

  add(note: FindingNote, atMs: number): Finding {
    const { level, advice } = findingKinds[note.code];
    const finding: Finding = { ...note, level, atMs, advice };
    const count = (this.#counts.get(note.code) ?? 0) + 1;
    this.#counts.set(note.code, count);
    if (count <= keptFindingsPerCode) this.#kept.push(finding);
    return finding;
  }

  has(code: FindingCode): boolean {
    return this.#counts.has(code);
  }

  get kept(): readonly Finding[] {
    return this.#kept;
  }

  /** How often each code was found, also beyond what is kept. */
  counts(): Readonly<Partial<Record<FindingCode, number>>> {
    return Object.fromEntries(this.#counts);
  }
}

/** Keeps the messages of a call for its report: as the platform's detail log does, with transcripts cut short. */
import type { FindingCode } from "./finding-codes.ts";

/** One message. In events its text is whole; in the report transcripts are cut to the last two utterances. */
export interface FrameRecord {
  /** Counts the call's messages in both directions, from 0. */
  readonly index: number;
  /** Milliseconds since the call was placed. */
  readonly atMs: number;
  readonly direction: "to-server" | "from-server";
  /** Which connection of the call it went over, from 0. */
  readonly socketIndex: number;
  /** The `interaction_type` or `response_type`; `(unknown)` when it could not be told. */
  readonly type: string;
  readonly responseId?: number;
  readonly byteCount: number;
  readonly text: string;
  /** `lost`: the connection was down. `dropped`: the platform takes no notice of it. */
  readonly verdict: "sent" | "lost" | "accepted" | "dropped";
  readonly findings: readonly FindingCode[];
}

/** Messages kept for the report; older ones go first. */
const keptFrames = 5_000;
/** Their text in all, in characters; older ones go first. */
const keptFrameCharacters = 16 * 1024 * 1024;

export class FrameLog {
  readonly #frames: FrameRecord[] = [];
  #characters = 0;
  #forgottenCount = 0;

  add(frame: FrameRecord): void {
    this.#frames.push(frame);
    this.#characters += frame.text.length;
    while (this.#frames.length > keptFrames || this.#characters > keptFrameCharacters) {
      this.#characters -= this.#frames.shift()?.text.length ?? 0;
      this.#forgottenCount += 1;
    }
  }

  get kept(): readonly FrameRecord[] {
    return this.#frames;
  }

  /** Messages that were let go to bound the memory. */
  get forgottenCount(): number {
    return this.#forgottenCount;
  }
}

/** The newest transcript of a call, as the platform told it; what was generated never enters here. */
import type { Body, BodyContent, TranscriptItem, Turntaking, Utterance } from "../protocol/index.ts";
import type { Reporter } from "./problems.ts";

/** Reads bodies, and reports what is wrong with one on its first reading. */
export interface TranscriptLog {
  /** Replaces what was kept: every frame carries the whole conversation. */
  keep(body: Body): void;
  newest(): readonly Utterance[];
  transcript(body: Body): readonly Utterance[];
  transcriptWithToolCalls(body: Body): readonly TranscriptItem[] | undefined;
  turntaking(body: Body): Turntaking | undefined;
}

/** @param onBadJson is told when a frame turns out, on reading, to be no JSON. */
export function createTranscriptLog(reporter: Reporter, onBadJson: () => void): TranscriptLog {
  const reported = new WeakSet<Body>();
  let kept: Body | undefined;

  const read = (body: Body): BodyContent => {
    const content = body.read();
    if (content.problem !== undefined && !reported.has(body)) {
      reported.add(body);
      if (content.problem.code === "bad-json") onBadJson();
      else reporter.problem(content.problem.code, content.problem.message);
    }
    return content;
  };

  return {
    keep(body) {
      kept = body;
    },
    newest() {
      return kept === undefined ? [] : read(kept).transcript;
    },
    transcript: (body) => read(body).transcript,
    transcriptWithToolCalls: (body) => read(body).transcriptWithToolCalls,
    turntaking: (body) => read(body).turntaking,
  };
}

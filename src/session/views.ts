/** Turn and update as an agent sees them: their transcript is decoded when it is read. */
import type { Body } from "../protocol/index.ts";
import type { Call, Turn, Update } from "./agent.ts";
import type { TranscriptLog } from "./transcript-log.ts";

export function createTurnView(
  facts: Pick<Turn, "call" | "responseId" | "reason" | "signal">,
  body: Body,
  transcripts: TranscriptLog,
): Turn {
  return {
    ...facts,
    get transcript() {
      return transcripts.transcript(body);
    },
    get transcriptWithToolCalls() {
      return transcripts.transcriptWithToolCalls(body);
    },
    get lastUserText() {
      // Everyone who is not the agent counts as the caller: platforms know more roles than two.
      return transcripts.transcript(body).findLast((utterance) => utterance.role !== "agent")?.content ?? "";
    },
  };
}

export function createUpdateView(call: Call, body: Body, transcripts: TranscriptLog): Update {
  return {
    call,
    get turntaking() {
      return transcripts.turntaking(body);
    },
    get transcript() {
      return transcripts.transcript(body);
    },
    get transcriptWithToolCalls() {
      return transcripts.transcriptWithToolCalls(body);
    },
  };
}

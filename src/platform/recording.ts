/** A call as JSON Lines: what was placed, every event, and the report; readable again, also when it breaks off. */
import { ReparteeError } from "../errors.ts";
import type { PlatformCall } from "./call.ts";
import type { CallEvent } from "./events.ts";
import type { CallReport } from "./report.ts";

/** The first line. A recording holds what was said: treat the file as private. */
export interface RecordingHead {
  readonly type: "recording";
  /** Grows when old readers could not read it any more. */
  readonly version: 1;
  readonly callId: string;
  readonly url: string;
}

export interface Recording {
  readonly head: RecordingHead;
  readonly events: readonly CallEvent[];
  /** Absent when the recording broke off. */
  readonly report?: CallReport;
}

/**
 * Follows a call. Start it right after the call was placed, or the first events are missing.
 *
 * @param writeLine is given one JSON object at a time, without the line break.
 * @returns a promise of the last line, the report, having been given to `writeLine`.
 */
export function recordCall(call: PlatformCall, writeLine: (line: string) => void): Promise<void> {
  const head: RecordingHead = { type: "recording", version: 1, callId: call.callId, url: call.url };
  writeLine(JSON.stringify(head));
  const stop = call.on((event) => writeLine(JSON.stringify(event)));
  return call.report.then((report) => {
    stop();
    writeLine(JSON.stringify({ type: "report", report }));
  });
}

/**
 * Reads a recording. A last line that was not written to its end is left out.
 *
 * @throws ReparteeError `bad-recording` for anything else that is no recording.
 */
export function readRecording(text: string): Recording {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const head = parseLine(lines[0] ?? "");
  if (head?.type !== "recording" || head.version !== 1) {
    throw new ReparteeError("bad-recording", "line 1 is not the head of a call recording of version 1");
  }
  const events: CallEvent[] = [];
  let report: CallReport | undefined;
  lines.slice(1).forEach((line, index) => {
    const value = parseLine(line);
    if (value?.type === "report") report = value.report as CallReport;
    else if (value !== undefined) events.push(value as TypedLine & CallEvent);
    else if (index < lines.length - 2) {
      throw new ReparteeError("bad-recording", `line ${index + 2} of the recording is no JSON object with a type`);
    }
  });
  const { callId, url } = head as TypedLine & RecordingHead;
  return { head: { type: "recording", version: 1, callId, url }, events, ...(report === undefined ? {} : { report }) };
}

interface TypedLine {
  readonly type: string;
  readonly [field: string]: unknown;
}

function parseLine(line: string): TypedLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "type" in value ? (value as TypedLine) : undefined;
  } catch {
    return undefined;
  }
}

/** Opens recordings from files: whatever the file holds, only what a call can hold gets into the list. */
import { z } from "zod";
import { ReparteeError } from "../errors.ts";
import { type CallEvent, type CallReport, type Recording, readRecording } from "../platform/index.ts";
import { CallRecord } from "./call-record.ts";
import type { HistoryLimits } from "./event-history.ts";
import { checkEvent } from "./recorded-events.ts";

const reportSchema = z.looseObject({
  call: z.looseObject({
    start_timestamp: z.number(),
    duration_ms: z.number(),
    disconnection_reason: z.string(),
  }),
});

/**
 * @param text a JSON Lines file.
 * @throws ReparteeError `bad-recording` when it is none.
 */
export function openRecording(text: string, id: string, limits: HistoryLimits): CallRecord {
  const { head, events, report } = readRecording(text);
  if (typeof head.callId !== "string" || typeof head.url !== "string") {
    throw new ReparteeError("bad-recording", "line 1 of the recording has no callId or no url");
  }
  const startedAtMs = report === undefined ? undefined : checkReport(report).call.start_timestamp;
  const known = { id, callId: head.callId, url: head.url, origin: "recording" } as const;
  const record = new CallRecord(startedAtMs === undefined ? known : { ...known, startedAtMs }, limits);
  for (const event of checkEvents(events)) record.add(event);
  if (report !== undefined) record.reported(report);
  record.close();
  return record;
}

/** Types that are not known are left out: a newer version may have written them. */
function checkEvents(events: Recording["events"]): CallEvent[] {
  return events.filter((event, index) => {
    const problem = checkEvent(event);
    if (problem === undefined || problem === "unknown") return problem === undefined;
    throw new ReparteeError("bad-recording", `event ${index + 1} of the recording cannot be read: ${problem}`);
  });
}

function checkReport(report: CallReport): CallReport {
  if (reportSchema.safeParse(report).success) return report;
  throw new ReparteeError("bad-recording", "the report at the end of the recording cannot be read");
}

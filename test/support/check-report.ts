/** Reports of checks made by hand, for whatever shows them. */
import type { AuditResult, CheckReport, Outcome, Verdict } from "../../src/check/index.ts";
import { defaultCheckSettings } from "../../src/check/index.ts";
import type { FrameRecord } from "../../src/platform/index.ts";

export function makeReport(results: readonly AuditResult[], given: Partial<CheckReport> = {}): CheckReport {
  const counts: Record<Outcome, number> = { holds: 0, fails: 0, "not-applicable": 0, "could-not-tell": 0 };
  for (const { verdict } of results) counts[verdict.outcome] += 1;
  const breaksMust = results.some(({ level, verdict }) => level === "MUST" && verdict.outcome === "fails");
  return {
    url: "wss://voice.example.test/llm-websocket/?key=…",
    startedAtMs: Date.UTC(2026, 0, 31, 8, 5),
    durationMs: 12_345,
    isQuick: false,
    settings: defaultCheckSettings,
    results,
    counts,
    isReached: true,
    isSound: !breaksMust,
    ...given,
  };
}

/** A result of an audit that the table has; `given` for any other. */
export function makeResult(verdict: Verdict, given: Partial<AuditResult> = {}): AuditResult {
  return {
    id: "greeting-completed",
    group: "greeting",
    level: "MUST",
    title: "Completes the greeting",
    durationMs: 640,
    verdict,
    ...given,
  };
}

export function makeFrame(given: Partial<FrameRecord> = {}): FrameRecord {
  const text = given.text ?? '{"response_type":"response","response_id":0,"content":"Hi.","content_complete":false}';
  return {
    index: 0,
    atMs: 2_340,
    direction: "from-server",
    socketIndex: 0,
    type: "response",
    responseId: 0,
    byteCount: Buffer.byteLength(text),
    text,
    verdict: "accepted",
    findings: [],
    ...given,
  };
}

/** One result of each outcome and level, as a real check may bring them. */
export const mixedReport: CheckReport = makeReport([
  makeResult(
    { outcome: "holds", note: "after 12 ms" },
    { id: "greeting-in-time", title: "Sends a response with id 0" },
  ),
  makeResult({
    outcome: "fails",
    reason: "no message under id 0 had content_complete true",
    sent: "nothing: the server speaks first",
    received: "2 messages under id 0, none of them complete",
    frames: [
      makeFrame(),
      makeFrame({
        index: 1,
        atMs: 2_410,
        text: '{"response_type":"response","response_id":0,"content":"How may I help?","content_complete":"true"}',
        verdict: "dropped",
        findings: ["bad-event"],
      }),
      makeFrame({
        index: 2,
        atMs: 3_000,
        direction: "to-server",
        type: "response_required",
        responseId: 1,
        verdict: "sent",
        text: '{"interaction_type":"response_required","response_id":1,"transcript":[{"role":"user","content":"Hi?"}]}',
      }),
    ],
  }),
  makeResult(
    { outcome: "not-applicable", reason: "it sends no config" },
    { id: "greeting-after-config", title: "Sends config before the greeting, if at all" },
  ),
  makeResult(
    { outcome: "could-not-tell", reason: "the greeting was not completed" },
    { id: "greeting-once", title: "Sends nothing more under id 0 after it has completed the greeting" },
  ),
  makeResult(
    { outcome: "fails", reason: "the first text came after 2.3 s", frames: [] },
    { id: "made-up-should", group: "streaming", level: "SHOULD", title: "Is quick to say something" },
  ),
  makeResult(
    { outcome: "fails", reason: "the server says which software it runs", frames: [] },
    { id: "made-up-may", group: "security", level: "MAY", title: "Keeps its software to itself" },
  ),
  makeResult({ outcome: "holds" }, { id: "made-up-held", group: "security", title: "Answers no stranger" }),
]);

/** Text that must not act anywhere that it is shown: on a terminal, in a page, in XML, in a workflow's log. */
export const hostileText =
  "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&]]>\u001b[2J\u009b31m\u0000\u0007\ufffe\ud800\u202e\r\n::error::forged %0A\n##[group]";

/** Hostile wherever a server has a say; its types, too. */
export const hostileReport: CheckReport = makeReport(
  [
    makeResult({
      outcome: "fails",
      reason: `it sent ${hostileText}`,
      sent: hostileText,
      received: hostileText,
      frames: [
        makeFrame({ type: hostileText, text: hostileText, verdict: "dropped", findings: ["bad-json"] }),
        makeFrame({ index: 1, text: JSON.stringify({ response_id: 1, content: hostileText }) }),
      ],
    }),
    makeResult({ outcome: "holds", note: hostileText }, { id: "made-up-held" }),
    makeResult({ outcome: "could-not-tell", reason: hostileText }, { id: "made-up-untold" }),
    makeResult({ outcome: "not-applicable", reason: hostileText }, { id: "made-up-not-applicable" }),
  ],
  { url: `wss://voice.example.test/${hostileText}` },
);

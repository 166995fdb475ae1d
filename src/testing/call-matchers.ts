/** What a test may claim of a call: matchers for Vitest's `expect`, over the report of a call. */
import type { CallReport, DisconnectionReason, FindingCode, FindingLevel } from "../platform/index.ts";
import {
  agentTurns,
  agentTurnsAfter,
  callerLines,
  countOf,
  firstRepetition,
  holds,
  type SpokenText,
} from "./call-speech.ts";
import { describeCall } from "./describe-call.ts";

export interface HaveSaidOptions {
  /** Only what the agent said after the caller's first line that holds this. @default from the start of the call */
  readonly after?: SpokenText;
  /** Only so many turns of the agent, from there on. @default all */
  readonly withinTurns?: number;
}

/**
 * The claims. Text is found in any case and with any white space; only what the caller heard counts. To have them typed,
 * add `import type {} from "repartee/testing/vitest"` to a test or to its setup.
 */
export interface CallMatchers<Result = void> {
  /** The agent said this, in one of its turns. */
  toHaveSaid(text: SpokenText, options?: HaveSaidOptions): Result;
  /** The agent said this exactly once in the whole call. */
  toHaveSaidOnce(text: SpokenText): Result;
  /**
   * No sentence of three words or more was heard twice, nor one that was cut off heard again from its start.
   */
  toHaveSaidNothingTwice(): Result;
  /** The platform found nothing at this level or above: see `findingKinds`. @default "warning" */
  toHaveNoFindings(level?: FindingLevel): Result;
  /** The platform found this. */
  toHaveFinding(code: FindingCode): Result;
  /** The call ended for this reason. */
  toHaveEndedWith(reason: DisconnectionReason): Result;
}

/** What `expect.extend` wants of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

const levels: readonly FindingLevel[] = ["info", "warning", "error"];

/**
 * @example
 * expect.extend(callMatchers);
 * expect(await placeCall({ agent, caller })).toHaveSaid(/nine to five/, { after: "hours", withinTurns: 1 });
 */
export const callMatchers: {
  readonly [Name in keyof CallMatchers]: (
    received: unknown,
    ...expected: Parameters<CallMatchers[Name]>
  ) => MatcherResult;
} = {
  toHaveSaid(received, text, { after, withinTurns } = {}) {
    const report = toReport(received, "toHaveSaid");
    const turns = after === undefined ? agentTurns(report) : agentTurnsAfter(report, after);
    const within = withinTurns === undefined ? "" : ` within ${withinTurns} turn${withinTurns === 1 ? "" : "s"}`;
    const from = after === undefined ? "" : ` after the caller said ${quote(after)}`;
    const claim = `have said ${quote(text)}${within}${from}`;
    if (turns === undefined) {
      const lines = callerLines(report).map(quote).join(", ");
      // Of a caller who never said it, nothing can be claimed either way: fails with and without `not`.
      throw new Error(
        `expected the agent to ${claim}, but the caller never said that, only: ${lines}\n\n${describeCall(report)}`,
      );
    }
    const pass = turns.slice(0, withinTurns).some((turn) => holds(turn, text));
    const elsewhere = agentTurns(report).some((turn) => holds(turn, text));
    const hint = elsewhere
      ? "The agent did say it, but at another time: look at the order of the turns."
      : "Look at what respond() yields for the caller's last line, and whether it was heard or cut off.";
    return result(pass, claim, hint, report);
  },

  toHaveSaidOnce(received, text) {
    const report = toReport(received, "toHaveSaidOnce");
    const count = countOf(agentTurns(report), text);
    const hint =
      count === 0
        ? "It was never heard: look at what respond() yields, and whether it was cut off."
        : `It was heard ${count} times: look at which turns say it.`;
    return result(count === 1, `have said ${quote(text)} once`, hint, report);
  },

  toHaveSaidNothingTwice(received) {
    const report = toReport(received, "toHaveSaidNothingTwice");
    const repeated = firstRepetition(agentTurns(report));
    const hint =
      repeated === undefined
        ? "No sentence came twice."
        : `Heard twice: ${quote(repeated)}. Look at what respond() makes of a transcript that ends in a cut-off line.`;
    return result(repeated === undefined, "have said nothing twice", hint, report);
  },

  toHaveNoFindings(received, level = "warning") {
    const report = toReport(received, "toHaveNoFindings");
    const found = report.findings.filter((finding) => levels.indexOf(finding.level) >= levels.indexOf(level));
    const codes = [...new Set(found.map(({ code }) => code))].join(", ");
    const hint = found.length === 0 ? "There are none." : `Found: ${codes}. Each has its advice above.`;
    return result(found.length === 0, `have no findings of level ${level} or above`, hint, report);
  },

  toHaveFinding(received, code) {
    const report = toReport(received, "toHaveFinding");
    const pass = report.findings.some((finding) => finding.code === code);
    const hint = "Look at the findings above, and at the verdict of each message in report.frames.";
    return result(pass, `have the finding ${code}`, hint, report);
  },

  toHaveEndedWith(received, reason) {
    const report = toReport(received, "toHaveEndedWith");
    const ended = report.call.disconnection_reason;
    const lines = report.log.map(({ text }) => text).join(" · ");
    const hint = `It ended with ${ended}. The platform's log: ${lines}`;
    return result(ended === reason, `have ended with ${reason}`, hint, report);
  },
};

function result(pass: boolean, claim: string, hint: string, report: CallReport): MatcherResult {
  return {
    pass,
    message: () => `expected the call ${pass ? "not " : ""}to ${claim}\n\n${describeCall(report)}\n\n${hint}`,
  };
}

/** A promise that was not awaited is the mistake that everybody makes once. */
function toReport(received: unknown, matcher: string): CallReport {
  const report = received as Partial<CallReport> | null | undefined;
  if (Array.isArray(report?.call?.transcript_object) && Array.isArray(report.findings)) return report as CallReport;
  throw new TypeError(`${matcher} needs the report of a call: expect(await placeCall(…)).${matcher}(…)`);
}

function quote(text: SpokenText): string {
  return typeof text === "string" ? JSON.stringify(text) : String(text);
}

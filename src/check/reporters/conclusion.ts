/** What a whole check comes to, in one sentence: the last line of a report, and its heading. */
import type { AuditLevel } from "../audit.ts";
import type { AuditResult, CheckReport } from "../report.ts";
import { levels } from "./outcomes.ts";

export interface Conclusion {
  /** `unreached` and `given-up`: the check could not be carried out, so nothing is known to be sound. */
  readonly kind: "sound" | "unsound" | "unreached" | "given-up";
  readonly sentence: string;
}

export function conclude(report: CheckReport): Conclusion {
  const failing = describeFailing(report);
  if (!report.isReached) {
    return { kind: "unreached", sentence: "Not checked: no connection to the server could be opened." };
  }
  if (countOf(report, "MUST", "fails") > 0) return { kind: "unsound", sentence: `Not sound: ${failing}.` };
  const others = failing === "" ? "" : `, but ${failing}`;
  // Nothing else makes a check unsound that was carried out and in which no MUST fails.
  if (!report.isSound) {
    return {
      kind: "given-up",
      sentence: `Given up: ${countOfHeld(report)} hold so far${others}; the rest is unknown.`,
    };
  }
  return { kind: "sound", sentence: `${describeHeld(report)}${others}.` };
}

function describeHeld(report: CheckReport): string {
  const held = countOf(report, "MUST", "holds");
  const untold = countOf(report, "MUST", "could-not-tell");
  if (held + untold === 0) return "Sound: no MUST was to be checked";
  if (untold > 0) {
    const verb = held === 1 ? "holds" : "hold";
    return `Sound as far as it could be told: ${held} MUST ${verb} and none fails, ${untold} could not be told`;
  }
  return held === 1 ? "Sound: the only MUST that applies holds" : `Sound: all ${held} MUST that apply hold`;
}

/** "3 MUST, 5 SHOULD and 1 MAY fail"; "" when nothing does. */
function describeFailing(report: CheckReport): string {
  const parts = levels.flatMap((level) => {
    const count = countOf(report, level, "fails");
    return count === 0 ? [] : [`${count} ${level}`];
  });
  const last = parts.pop();
  if (last === undefined) return "";
  const verb = parts.length === 0 && last.startsWith("1 ") ? "fails" : "fail";
  return `${parts.length === 0 ? last : `${parts.join(", ")} and ${last}`} ${verb}`;
}

function countOfHeld({ counts, results }: CheckReport): string {
  return `${counts.holds} of ${results.length} audits`;
}

function countOf({ results }: CheckReport, level: AuditLevel, outcome: AuditResult["verdict"]["outcome"]): number {
  return results.filter((result) => result.level === level && result.verdict.outcome === outcome).length;
}

/** How a check stands, in words: what happened, and what to do. */
import { formatDuration } from "../../../src/internal/format-duration.ts";
import { countOf } from "../model/format.ts";
import type { CheckRun } from "./check-run.ts";

export interface CheckStatus {
  readonly tone: "over" | "on" | "waiting" | "bad";
  readonly title: string;
  readonly advice: string;
}

const stays = "What was found until then stays";

export function describeCheck(run: CheckRun, nowMs: number): CheckStatus {
  const { finishedCount, audits } = run;
  switch (run.state) {
    case "running":
      return { tone: "waiting", title: "Checking…", advice: "" };
    case "stopping":
      return { tone: "waiting", title: "Stopping…", advice: "The calls that run are given up." };
    case "done":
      return describeResult(run);
    case "stopped":
      return {
        tone: "over",
        title: `Stopped after ${finishedCount} of ${audits.length}.`,
        advice: `${stays}; check again for the rest.`,
      };
    case "out-of-time":
      return {
        tone: "bad",
        title: `Given up after ${formatDuration(run.durationMs(nowMs))}.`,
        advice: `The server keeps the check waiting: see the failures first. ${stays}.`,
      };
    case "failed":
      return {
        tone: "bad",
        title: "The check itself has failed.",
        advice: `${run.problem}. Check again; please report it if it happens again.`,
      };
    case "lost":
      return {
        tone: "bad",
        title: "Given up: this page lost its server.",
        advice: `${stays}; check again once the page is connected.`,
      };
  }
}

function describeResult(run: CheckRun): CheckStatus {
  if (!run.isReached) {
    return {
      tone: "bad",
      title: "The server could not be reached.",
      advice: "Start it, or correct the URL above; then check again.",
    };
  }
  const { failures } = run;
  const musts = failures.filter(({ level }) => level === "MUST").length;
  if (musts > 0) {
    const title = `${countOf(musts, "rule")} that must hold ${musts === 1 ? "is" : "are"} broken.`;
    return { tone: "bad", title, advice: "Open a failure to see what happened and what to change." };
  }
  if (failures.length === 0) return { tone: "on", title: "Sound.", advice: "No rule that was tried is broken." };
  return {
    tone: "on",
    title: "Sound.",
    advice: `Nothing that must hold is broken; ${countOf(failures.length, "thing")} could be better.`,
  };
}

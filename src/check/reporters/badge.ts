/** A badge as shields.io draws it from a file: https://shields.io/badges/endpoint-badge. Nobody is asked for anything. */
import type { CheckReport } from "../report.ts";
import type { Reporter } from "./reporter.ts";

export const badge: Reporter = {
  description: "a file from which shields.io draws a badge",
  extension: "json",
  render: (report) => `${JSON.stringify({ schemaVersion: 1, label: "repartee check", ...judge(report) })}\n`,
};

function judge({ results, isReached, isSound }: CheckReport): { readonly message: string; readonly color: string } {
  if (!isReached) return { message: "not reached", color: "lightgrey" };
  const outcomes = results.filter(({ level }) => level === "MUST").map(({ verdict }) => verdict.outcome);
  const heldCount = outcomes.filter((outcome) => outcome === "holds").length;
  const failedCount = outcomes.filter((outcome) => outcome === "fails").length;
  const message = `${heldCount}/${heldCount + failedCount} MUST`;
  if (failedCount > 0) return { message, color: "red" };
  return isSound ? { message, color: "brightgreen" } : { message: "not finished", color: "lightgrey" };
}

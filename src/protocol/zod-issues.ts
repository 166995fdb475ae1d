/** What a schema found, in one line and without any of the data: transcripts and tool arguments are private. */
import type { z } from "zod";
import { safeName } from "./safe-name.ts";

/** Such as `response_id: expected int; content: expected string`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => {
      const path = issue.path.map((step) => (typeof step === "number" ? step : safeName(step))).join(".");
      const what = "expected" in issue ? `expected ${String(issue.expected)}` : issue.code.replaceAll("_", " ");
      return path === "" ? what : `${path}: ${what}`;
    })
    .join("; ");
}

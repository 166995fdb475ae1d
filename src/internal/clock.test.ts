/** The machine's clock takes what callers compute: moments that are past, and ones that never come. */
import { expect, test } from "vitest";
import { realClock } from "./index.ts";

test("a moment that is past comes at once, one that never comes does not, and Node warns of neither", async () => {
  const noticed: string[] = [];
  const onWarning = (warning: Error): number => noticed.push(warning.message);
  process.on("warning", onWarning);
  const never = realClock.setTimeout(() => noticed.push("never has come"), Number.POSITIVE_INFINITY);
  try {
    await new Promise<void>((resolve) => {
      realClock.setTimeout(resolve, -6);
    });
    // A warning is told in the tick after its cause, so before this.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("warning", onWarning);
    realClock.clearTimeout(never);
  }
  expect(noticed).toEqual([]);
});

/** The same calls as in `commits.test.ts`, in real time and through providers: HTTP, streams, and the AI SDK between. */
import { expect, it } from "vitest";
import { type Stage, watchCall } from "./commit-watch.ts";
import { createFastClock } from "./fast-clock.ts";
import { judgeCommits, nothingSeen } from "./judge-commits.ts";
import { openProviderStage } from "./provider-stage.ts";

const callCount = 1_000;
/** Calls at the same time. */
const lineCount = 32;
/** A call of half a minute takes so much less. */
const factor = 8;

// The SDK would tell the tests' output that it does not know these models.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

it("a commit tool acts once for each wish through HTTP, too, and every result reaches the provider", async () => {
  const seen = nothingSeen();
  const problems: string[] = [];
  const { server, makeModel } = await openProviderStage(factor, (told) => told.match(/booked #\d+#/g) ?? []);
  // A busy machine must not be taken for a slow model.
  const ladder = { holdAfterMs: 0, firstWordMs: 0, stallMs: 0, silenceMs: 0, turnMs: 50_000 };
  const stage: Stage = { clock: createFastClock(factor), makeModel, ladder };
  let next = 1;
  const holdCalls = async (): Promise<void> => {
    while (next <= callCount) {
      const seed = next;
      next += 1;
      for (const problem of judgeCommits(await watchCall(seed, stage), seen)) problems.push(`seed ${seed}: ${problem}`);
    }
  };
  await Promise.all(Array.from({ length: lineCount }, holdCalls));
  await server[Symbol.asyncDispose]();
  expect(problems).toEqual([]);
  // How much depends on the machine; but not little.
  expect(seen.runs).toBeGreaterThan(callCount / 10);
  expect(seen.withdrawn).toBeGreaterThan(callCount / 10);
  expect(seen.reconnections).toBeGreaterThan(callCount / 10);
  expect(seen.repeats).toBeGreaterThan(callCount / 50);
  expect(seen.early - seen.dropped).toBeGreaterThan(callCount / 50);
}, 300_000);

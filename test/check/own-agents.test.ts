/** Whoever puts an agent behind our server passes the check: each built-in agent fails no MUST. */
import { describe, expect, it, onTestFinished } from "vitest";
import { failures, runCheck } from "../../src/check/index.ts";
import { type Agent, dummyAgent, echoAgent, flakyAgent, scriptedAgent, slowAgent } from "../../src/index.ts";
import { startTestServer } from "../../src/testing/index.ts";
import { patientSettings } from "./settings.ts";

const agents: Readonly<Record<string, Agent>> = {
  dummy: dummyAgent,
  echo: echoAgent,
  scripted: scriptedAgent({
    greeting: "Hello.",
    replies: ["We are open from nine to five.", "On Sundays we are closed."],
  }),
  // Slow enough to be interrupted; a test of its whole answers at its usual pace would take minutes.
  slow: slowAgent({ firstWordMs: 100, wordsPerSecond: 100 }),
  "flaky, in the mood to answer": flakyAgent({ moods: ["answers"] }),
};

/** What Node would print into the terminal of whoever runs a check. */
function hearWarnings(): readonly string[] {
  const warnings: string[] = [];
  const hear = ({ message }: Error): void => {
    warnings.push(message);
  };
  process.on("warning", hear);
  onTestFinished(() => void process.off("warning", hear));
  return warnings;
}

describe("a server of ours", { timeout: 120_000 }, () => {
  it.each(Object.entries(agents))("with the agent %s fails no MUST", async (_, agent) => {
    const warnings = hearWarnings();
    await using server = await startTestServer({ agent });
    const report = await runCheck({ url: server.url, settings: patientSettings });
    expect(failures(report).map(({ id, verdict }) => ({ id, verdict }))).toEqual([]);
    expect(report.isSound).toBe(true);
    const untold = report.results.flatMap(({ id, verdict }) =>
      verdict.outcome === "could-not-tell" ? [`${id}: ${verdict.reason}`] : [],
    );
    expect(untold.filter((reason) => reason.includes("this audit itself has failed"))).toEqual([]);
    expect(warnings).toEqual([]);
  });
});

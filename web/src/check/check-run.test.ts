import { expect, test } from "vitest";
import type { AuditText, CheckFinished, CheckStarted } from "../../../src/console/feed.ts";
import { CheckRun, type Outcome } from "./check-run.ts";
import { describeCheck } from "./check-state.ts";

function audit(id: string, level: AuditText["level"]): AuditText {
  return { id, group: "greeting", level, title: id, why: "", advice: "", source: "ours" };
}

function setUp() {
  const audits = [audit("may", "MAY"), audit("should", "SHOULD"), audit("must", "MUST"), audit("last", "MUST")];
  const started = { type: "check-started", requestId: "r", id: "1", audits, groups: {} } as unknown as CheckStarted;
  const run = new CheckRun(started, { url: "ws://localhost/", isQuick: true }, 1_000);
  let finishedCount = 0;
  const begin = (id: string) => run.take({ type: "check-event", id: "1", event: { type: "audit-started", id } }, 0);
  const finish = (id: string, outcome: Outcome) => {
    finishedCount += 1;
    const verdict = outcome === "holds" ? { outcome } : { outcome, reason: "so", frames: [] };
    const result = { id, group: "greeting", level: "MUST", title: id, verdict, durationMs: 1 } as const;
    const event = { type: "audit-finished", result, finishedCount, totalCount: 4 } as const;
    run.take({ type: "check-event", id: "1", event }, 0);
  };
  const end = (facts: Partial<CheckFinished> = {}) => {
    const ending = { ending: "done", finishedCount, durationMs: 1, isReached: true, isSound: true } as const;
    run.take({ type: "check-finished", id: "1", ...ending, ...facts }, 3_000);
  };
  const status = () => describeCheck(run, 9_000);
  return { run, begin, finish, end, status };
}

test("an audit waits, runs, and then is what came of it", () => {
  const { run, begin, finish } = setUp();
  expect(run.stateOf("must")).toBe("waiting");
  begin("must");
  expect(run.stateOf("must")).toBe("running");
  expect(run.current.map(({ id }) => id)).toEqual(["must"]);
  finish("must", "could-not-tell");
  expect(run.stateOf("must")).toBe("could-not-tell");
  expect([run.current, run.count("could-not-tell"), run.finishedCount]).toEqual([[], 1, 1]);
});

test("the gravest failures come first", () => {
  const { run, finish } = setUp();
  for (const id of ["may", "should", "must"]) finish(id, "fails");
  expect(run.failures.map(({ id }) => id)).toEqual(["must", "should", "may"]);
});

test("its time goes on until it is over", () => {
  const { run, end } = setUp();
  expect(run.durationMs(1_500)).toBe(500);
  end();
  expect(run.durationMs(9_000)).toBe(2_000);
  expect([run.isOver, run.hasReport]).toEqual([true, true]);
});

test("a server that breaks nothing is sound, and one that could be better is so, too", () => {
  const sound = setUp();
  sound.finish("must", "holds");
  sound.end();
  expect(sound.status()).toMatchObject({ tone: "on", title: "Sound.", advice: expect.stringContaining("No rule") });
  const better = setUp();
  better.finish("should", "fails");
  better.end();
  expect(better.status()).toMatchObject({ tone: "on", advice: expect.stringContaining("1 thing could be better") });
});

test("rules that must hold are counted when they are broken", () => {
  const { finish, end, status } = setUp();
  finish("may", "fails");
  finish("must", "fails");
  end({ isSound: false });
  expect(status()).toMatchObject({ tone: "bad", title: "1 rule that must hold is broken." });
});

test("a server that was not reached is not called broken", () => {
  const { finish, end, status } = setUp();
  finish("must", "fails");
  end({ isSound: false, isReached: false });
  expect(status()).toMatchObject({
    title: "The server could not be reached.",
    advice: expect.stringContaining("Start it"),
  });
});

test("what is finished only because the check was given up does not count", () => {
  const { run, finish, end, status } = setUp();
  finish("may", "holds");
  run.stop();
  expect(status().title).toBe("Stopping…");
  finish("must", "could-not-tell");
  end({ ending: "stopped", finishedCount: 1 });
  expect(status().title).toBe("Stopped after 1 of 4.");
});

test("a page that loses its server says that the check was given up, but keeps one that was over", () => {
  const { run, begin, status } = setUp();
  begin("must");
  run.lose(2_000);
  expect(status()).toMatchObject({ tone: "bad", title: "Given up: this page lost its server." });
  expect(run.stateOf("must")).toBe("waiting");
  const over = setUp();
  over.end();
  over.run.lose(4_000);
  expect(over.status().title).toBe("Sound.");
});

test("a report can be had for as long as the server has it", () => {
  const { run, end } = setUp();
  end();
  run.knowReports(["1", "2"]);
  expect(run.hasReport).toBe(true);
  run.knowReports([]);
  expect(run.hasReport).toBe(false);
});

test("says why it took too long, or has failed itself", () => {
  const late = setUp();
  late.end({ ending: "out-of-time" });
  expect(late.status().title).toBe("Given up after 2.0 s.");
  const { run, status } = setUp();
  run.take({ type: "check-failed", id: "1", message: "out of order" }, 2_000);
  expect(status()).toMatchObject({
    title: "The check itself has failed.",
    advice: expect.stringMatching(/^out of order\. /),
  });
  expect(run.hasReport).toBe(false);
});

import type { DialHandlers } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { createFakeChecker, type FakeRun } from "../../test/support/fake-checker.ts";
import { createVirtualClock } from "../internal/index.ts";
import { Checks, type ChecksPorts } from "./checks.ts";
import type { CheckMessage, StartCheck } from "./feed.ts";
import { createOwnServer } from "./own-server.ts";

const url = "ws://agent.test/llm-websocket";

function setUp(ports: Partial<ChecksPorts> = {}) {
  const clock = createVirtualClock();
  const checker = createFakeChecker();
  const dialled: string[] = [];
  let lastId = 0;
  const checks = new Checks({
    clock,
    checker,
    ownServer: undefined,
    dial: (target) => {
      dialled.push(target);
      return { send: () => undefined, close: () => undefined, terminate: () => undefined };
    },
    mayLoad: true,
    maxChecksCount: 2,
    maxReportsCount: 2,
    checkTimeoutMs: 60_000,
    newId: () => `id-${++lastId}`,
    ...ports,
  });
  const start = (page: object = {}, fields: Partial<StartCheck> = {}) => {
    const told: CheckMessage[] = [];
    checks.start({ type: "start-check", requestId: "r", url, isQuick: false, ...fields }, page, (message) =>
      told.push(message),
    );
    return { told, page, run: checker.runs.at(-1) as FakeRun };
  };
  return { clock, checks, checker, dialled, start };
}

const types = (told: readonly CheckMessage[]): string[] => told.map(({ type }) => type);

describe("a check", () => {
  test("tells its page what it is about, then how it goes, then how it ended", async () => {
    const { clock, checks, start } = setUp();
    const { told, run } = start({}, { isQuick: true });
    expect(told).toMatchObject([
      { type: "check-started", requestId: "r", id: "id-1", groups: { greeting: "Greeting" } },
    ]);
    expect(told[0]).toHaveProperty("audits.0", {
      id: "one",
      group: "greeting",
      level: "MUST",
      title: "Title of one",
      why: "Why one",
      advice: "Advice on one",
      source: "ours",
    });
    expect(run.options).toMatchObject({ url, isQuick: true });
    run.began("one");
    run.finished("one");
    run.finished("two", { outcome: "fails", reason: "it did not", frames: [] });
    expect(told.slice(1)).toMatchObject([
      { type: "check-event", id: "id-1", event: { type: "audit-started", id: "one" } },
      { event: { type: "audit-finished", finishedCount: 1, totalCount: 2 } },
      { event: { result: { verdict: { outcome: "fails" } } } },
    ]);
    expect(checks.report("id-1")).toBeUndefined();
    await run.end();
    expect(told.slice(4)).toEqual([
      {
        type: "check-finished",
        id: "id-1",
        ending: "done",
        finishedCount: 2,
        durationMs: 5,
        isReached: true,
        isSound: false,
      },
    ]);
    expect(checks.report("id-1")?.counts.fails).toBe(1);
    expect(checks.reportIds).toEqual(["id-1"]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("is one at a time for a page, and few at a time for all", async () => {
    const { start } = setUp();
    const { page, run } = start();
    expect(() => start(page)).toThrow("this page runs a check already: stop it, or wait");
    start();
    expect(() => start()).toThrow("2 checks run already: stop one");
    await run.end();
    expect(() => start(page)).not.toThrow();
  });

  test("is refused for a URL that cannot be dialled, and leaves nothing behind", () => {
    const { clock, checker, start } = setUp();
    const page = {};
    expect(() => start(page, { url: "localhost" })).toThrow("url must be a URL such as");
    expect(() => start(page, { url: "ftp://agent.test/" })).toThrow("url must start with ws");
    expect(checker.runs).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("is given up by its page alone, and counts what was finished until then", async () => {
    const { checks, start } = setUp();
    const { told, page, run } = start();
    run.finished("one");
    checks.stop("id-1", {});
    checks.stop("another", page);
    expect(run.options.signal?.aborted).toBe(false);
    checks.stop("id-1", page);
    expect(run.options.signal?.aborted).toBe(true);
    run.finished("two", { outcome: "could-not-tell", reason: "the check was given up" });
    await run.end();
    expect(told.at(-1)).toMatchObject({ type: "check-finished", ending: "stopped", finishedCount: 1 });
    expect(checks.report("id-1")?.results).toHaveLength(2);
  });

  test("is given up when its page is gone, which hears no more of it", async () => {
    const { clock, checks, start } = setUp();
    const { told, page, run } = start();
    checks.leave(page);
    expect(run.options.signal?.aborted).toBe(true);
    run.finished("one");
    await run.end();
    expect(types(told)).toEqual(["check-started"]);
    expect(checks.reportIds).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("is given up when it takes too long, and with the console", async () => {
    const { clock, checks, start } = setUp();
    const late = start();
    await clock.advance(59_999);
    expect(late.run.options.signal?.aborted).toBe(false);
    await clock.advance(1);
    expect(late.run.options.signal?.aborted).toBe(true);
    await late.run.end();
    expect(late.told.at(-1)).toMatchObject({ type: "check-finished", ending: "out-of-time" });
    const { run } = start();
    checks.close();
    expect(run.options.signal?.aborted).toBe(true);
  });

  test("that does not let go is over all the same, and so makes room for another", async () => {
    const { clock, checks, start } = setUp();
    const { told, page, run } = start();
    checks.stop("id-1", page);
    await clock.advance(9_999);
    expect(() => start(page)).toThrow("runs a check already");
    await clock.advance(1);
    expect(told.at(-1)).toEqual({
      type: "check-failed",
      id: "id-1",
      message: "it did not end within 10 s after it was given up",
    });
    run.finished("one");
    expect(types(told)).toEqual(["check-started", "check-failed"]);
    expect(() => start(page)).not.toThrow();
  });

  test("that fails itself says so, and has no report", async () => {
    const { clock, checks, start } = setUp();
    const { told, page, run } = start();
    await run.fail(new Error("out of order"));
    expect(told.at(-1)).toEqual({ type: "check-failed", id: "id-1", message: "out of order" });
    expect(checks.report("id-1")).toBeUndefined();
    expect(clock.pendingTimers).toBe(0);
    expect(() => start(page)).not.toThrow();
  });
});

describe("what a check may do", () => {
  test("is to load this machine only, and not even this one when the page is opened from elsewhere", () => {
    expect(setUp().start().run.options.mayLoad).toBeUndefined();
    expect(setUp({ mayLoad: false }).start().run.options.mayLoad).toBe(false);
  });

  test("is to use the secret of the own server, which nobody else gets", () => {
    const secret = "0123456789abcdef";
    const { start } = setUp({ ownServer: createOwnServer({ url: () => url, secret }) });
    expect(start().run.options.url).toBe(`${url}?secret=${secret}`);
    expect(start({}, { url: "ws://elsewhere.test/" }).run.options.url).toBe("ws://elsewhere.test/");
  });
});

test("the calls of a check are known as such, also those that it makes by hand while it runs", async () => {
  const { checks, start } = setUp();
  expect(checks.has("check_by_hand")).toBe(false);
  const { run } = start();
  run.options.dial?.("ws://agent.test/llm-websocket/call_1?tenant=acme", {} as DialHandlers);
  expect(["call_1", "check_by_hand", "call_2"].map((id) => checks.has(id))).toEqual([true, true, false]);
  await run.end();
  // The server may take the last of them in only now.
  expect(["call_1", "check_by_hand"].map((id) => checks.has(id))).toEqual([true, false]);
});

test("only the newest reports are kept", async () => {
  const { checks, start } = setUp();
  for (let count = 0; count < 3; count += 1) await start().run.end();
  expect(checks.reportIds).toEqual(["id-2", "id-3"]);
  expect(checks.report("id-1")).toBeUndefined();
});

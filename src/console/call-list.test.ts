import { describe, expect, test } from "vitest";
import { frameEvent, lineEvent } from "../../test/support/call-events.ts";
import { createVirtualClock } from "../internal/index.ts";
import { CallList, type ListChange } from "./call-list.ts";
import { CallRecord } from "./call-record.ts";
import type { CallOrigin } from "./feed.ts";

const historyLimits = { maxEventsCount: 1_000, maxCharactersCount: 1_000 };

function setUp(limits = { maxCallsCount: 100, maxTotalCharactersCount: 100_000 }) {
  const clock = createVirtualClock();
  const list = new CallList(clock, limits);
  const changes: ListChange[] = [];
  list.on((change) => changes.push(change));
  const add = (id: string, origin: CallOrigin = "platform"): CallRecord => {
    const record = new CallRecord({ id, callId: `call_${id}`, origin, url: "" }, historyLimits);
    list.add(record);
    return record;
  };
  const ids = () => list.summaries.map(({ id }) => id);
  return { clock, list, changes, add, ids };
}

const turn = (atMs: number) =>
  ({
    type: "agent-started",
    turnId: 1,
    kind: "response",
    timing: { turnId: 1, kind: "response", askedAtMs: 0 },
    atMs,
  }) as const;

describe("the list", () => {
  test("has the newest call first", () => {
    const { add, ids } = setUp();
    add("a");
    add("b");
    expect(ids()).toEqual(["b", "a"]);
  });

  test("gathers what changes in a call, but tells of its state at once", async () => {
    const { clock, changes, add } = setUp();
    const record = add("a");
    for (let index = 0; index < 20; index += 1) record.add(turn(index));
    expect(changes.map(({ type }) => type)).toEqual(["call-added"]);
    await clock.advance(250);
    expect(changes.slice(1)).toEqual([{ type: "call-updated", call: record.summary }]);
    record.add({ type: "state-changed", state: "live", atMs: 30 });
    expect(changes.at(-1)).toMatchObject({ type: "call-updated", call: { state: "live" } });
    expect(clock.pendingTimers).toBe(0);
  });

  test("says nothing of events that change nothing in it", async () => {
    const { clock, changes, add } = setUp();
    add("a").add(lineEvent("a line of the log"));
    await clock.advance(1_000);
    expect(changes).toHaveLength(1);
  });

  test("lets calls that are over go first, then platforms' calls, and never a web call that runs", () => {
    const { add, ids } = setUp({ maxCallsCount: 3, maxTotalCharactersCount: 100_000 });
    add("web", "web-call");
    add("running");
    add("over").close();
    add("next");
    expect(ids()).toEqual(["next", "running", "web"]);
    add("later");
    expect(ids()).toEqual(["later", "next", "web"]);
  });

  test("bounds what all calls keep together", async () => {
    const { clock, changes, add, ids } = setUp({ maxCallsCount: 100, maxTotalCharactersCount: 250 });
    for (const id of ["a", "b", "c"]) {
      const record = add(id);
      record.add(frameEvent(0, "x".repeat(100)));
      record.close();
    }
    await clock.advance(250);
    expect(ids()).toEqual(["c", "b"]);
    expect(changes).toContainEqual({ type: "call-removed", id: "a" });
  });

  test("leaves no timer behind, whether a call is taken off or the list is closed", async () => {
    const { clock, list, changes, add } = setUp();
    add("a").add(turn(1));
    add("b").add(turn(1));
    list.remove("a");
    list.remove("a");
    expect(clock.pendingTimers).toBe(1);
    list.close();
    expect(clock.pendingTimers).toBe(0);
    expect(changes.filter(({ type }) => type === "call-removed")).toHaveLength(1);
  });
});

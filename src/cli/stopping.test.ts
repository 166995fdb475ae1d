import { expect, test } from "vitest";
import { createScriptedContext } from "../../test/support/cli-context.ts";
import { type Stoppable, stopOnSignal } from "./stopping.ts";

/** A server whose drain ends when the test says so. */
function createStoppable(): { server: Stoppable; events: string[]; endDrain(): void } {
  const events: string[] = [];
  let endDrain = (): void => {};
  const drained = new Promise<void>((resolve) => {
    endDrain = resolve;
  });
  const server: Stoppable = {
    drain: ({ deadlineMs }) => {
      events.push(`drain ${deadlineMs}`);
      return drained;
    },
    close: async () => {
      events.push("close");
      // As a real one does: with its calls gone, the drain is over too.
      endDrain();
    },
  };
  return { server, events, endDrain: () => endDrain() };
}

test("the first signal drains up to the deadline, and then the exit code is 0", async () => {
  using world = createScriptedContext();
  const { server, events, endDrain } = createStoppable();
  const { exitCode: stopped } = stopOnSignal(server, world.context, { drainTimeoutMs: 60_000 });
  expect(events).toEqual([]);
  world.signal("SIGTERM");
  expect(events).toEqual(["drain 60000"]);
  endDrain();
  expect(await stopped).toBe(0);
  expect(events).toEqual(["drain 60000", "close"]);
});

test.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)("a second signal, %s, ends at once with %i", async (signal, exitCode) => {
  using world = createScriptedContext();
  const { server, events } = createStoppable();
  const { exitCode: stopped } = stopOnSignal(server, world.context, { drainTimeoutMs: 60_000 });
  world.signal("SIGTERM");
  await world.clock.advance(250);
  world.signal(signal);
  expect(await stopped).toBe(exitCode);
  expect(events).toEqual(["drain 60000", "close"]);
});

test("one Ctrl-C that arrives twice, as under npm, is one wish; a later one is another", async () => {
  using world = createScriptedContext();
  const { server, events } = createStoppable();
  const { exitCode: stopped } = stopOnSignal(server, world.context, { drainTimeoutMs: 60_000 });
  world.signal("SIGINT");
  await world.clock.advance(20);
  world.signal("SIGINT");
  await world.clock.settle();
  expect(events).toEqual(["drain 60000"]);
  await world.clock.advance(1_000);
  world.signal("SIGINT");
  expect(await stopped).toBe(130);
});

test("once it stops, signals have their own effect again", async () => {
  using world = createScriptedContext();
  const { server, endDrain } = createStoppable();
  const { exitCode: stopped } = stopOnSignal(server, world.context, { drainTimeoutMs: 0 });
  expect(world.signalListeners).toBe(1);
  world.signal("SIGTERM");
  endDrain();
  await stopped;
  expect(world.signalListeners).toBe(0);
});

import { expect, test } from "vitest";
import { createScriptedContext } from "../../../test/support/cli-context.ts";
import { createStopper } from "./stopper.ts";

function createParts() {
  const world = createScriptedContext();
  let hangUps = 0;
  let exitCode: number | undefined;
  const stopper = createStopper(world.context, () => {
    hangUps += 1;
  });
  void stopper.forced.then((code) => {
    exitCode = code;
  });
  return { world, stopper, state: () => ({ hangUps, exitCode }) };
}

test("the first Ctrl-C hangs up, the second ends at once", async () => {
  const { world, state } = createParts();
  using _ = world;
  world.signal("SIGINT");
  await world.clock.advance(300);
  expect(state()).toEqual({ hangUps: 1, exitCode: undefined });
  world.signal("SIGINT");
  await world.clock.settle();
  expect(state()).toEqual({ hangUps: 1, exitCode: 130 });
});

test("a Ctrl-C that npm passes on a second time counts once", async () => {
  const { world, state } = createParts();
  using _ = world;
  world.signal("SIGINT");
  await world.clock.advance(20);
  world.signal("SIGINT");
  await world.clock.settle();
  expect(state()).toEqual({ hangUps: 1, exitCode: undefined });
});

test("Ctrl-C as a key is the same as the signal", async () => {
  const { world, stopper, state } = createParts();
  using _ = world;
  stopper.stop("SIGINT");
  await world.clock.advance(300);
  world.signal("SIGTERM");
  await world.clock.settle();
  expect(state()).toEqual({ hangUps: 1, exitCode: 143 });
});

test("after the call nobody listens for signals", () => {
  const { world, stopper } = createParts();
  using _ = world;
  expect(world.signalListeners).toBe(1);
  stopper.release();
  expect(world.signalListeners).toBe(0);
});

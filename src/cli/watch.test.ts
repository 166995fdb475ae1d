import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createScriptedContext, type ScriptedContext } from "../../test/support/cli-context.ts";
import { type Watcher, watch } from "./watch.ts";

interface Watching extends Disposable {
  readonly watcher: Watcher;
  /** Resolves with the file of the next burst of changes. */
  next(): Promise<string>;
}

/** The file system tells of changes in its own time, so the quiet time is let pass whenever one came in. */
function startWatching(world: ScriptedContext): Watching {
  const waiting: ((file: string) => void)[] = [];
  const clock = {
    ...world.clock,
    setTimeout: (callback: () => void, delayMs: number) => {
      const timer = world.clock.setTimeout(callback, delayMs);
      void world.clock.advance(delayMs);
      return timer;
    },
  };
  const watcher = watch({
    folder: join(world.folder, "agents"),
    clock,
    onChange: (file) => waiting.shift()?.(file.slice(world.folder.length + 1)),
  });
  return {
    watcher,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    [Symbol.dispose]: () => watcher.close(),
  };
}

function createProject(): ScriptedContext {
  const world = createScriptedContext();
  world.writeFile("agents/agent.ts", "1");
  world.writeFile("agents/lib/deep/helper.ts", "1");
  world.writeFile("agents/node_modules/package/index.js", "1");
  world.writeFile("agents/.git/index.json", "1");
  world.writeFile("agents/dist/agent.js", "1");
  world.writeFile("shared/words.ts", "1");
  return world;
}

test("a file that is saved anywhere in the tree is told", async () => {
  using world = createProject();
  using watching = startWatching(world);
  const first = watching.next();
  world.writeFile("agents/agent.ts", "2");
  expect(await first).toBe("agents/agent.ts");
  const second = watching.next();
  world.writeFile("agents/lib/deep/helper.ts", "2");
  expect(await second).toBe("agents/lib/deep/helper.ts");
});

test("a file that an editor puts in place of the old one is told", async () => {
  using world = createProject();
  using watching = startWatching(world);
  const saved = watching.next();
  renameSync(world.writeFile("agents/agent.ts~", "2"), join(world.folder, "agents/agent.ts"));
  expect(await saved).toBe("agents/agent.ts");
});

test("a file in a folder that came later is told", async () => {
  using world = createProject();
  using watching = startWatching(world);
  mkdirSync(join(world.folder, "agents/later"));
  const marker = watching.next();
  world.writeFile("agents/marker.ts", "1");
  await marker;
  const saved = watching.next();
  world.writeFile("agents/later/new.ts", "1");
  expect(await saved).toBe("agents/later/new.ts");
});

test("packages, builds, hidden folders and files that are no source are not told", async () => {
  using world = createProject();
  const told: string[] = [];
  await new Promise<void>((resolve) => {
    // No quiet time here: it would let the last change hide those before it.
    const clock = {
      ...world.clock,
      setTimeout(callback: () => void) {
        callback();
        return {};
      },
    };
    const onChange = (file: string): void => {
      told.push(file.slice(world.folder.length + 1));
      if (file.endsWith("helper.ts")) resolve();
    };
    const watcher = watch({ folder: join(world.folder, "agents"), clock, onChange });
    onTestFinished(() => watcher.close());
    world.writeFile("agents/node_modules/package/index.js", "2");
    world.writeFile("agents/.git/index.json", "2");
    world.writeFile("agents/dist/agent.js", "2");
    world.writeFile("agents/calls.log", "2");
    world.writeFile("agents/calls.sqlite", "2");
    world.writeFile("agents/lib/deep/helper.ts", "2");
  });
  expect(new Set(told)).toEqual(new Set(["agents/lib/deep/helper.ts"]));
});

test("files elsewhere are told once their folder is watched too", async () => {
  using world = createProject();
  using watching = startWatching(world);
  watching.watcher.alsoWatch([join(world.folder, "shared/words.ts")]);
  const saved = watching.next();
  world.writeFile("shared/words.ts", "2");
  expect(await saved).toBe("shared/words.ts");
});

test("a burst of changes is told once, after it is over", async () => {
  using world = createProject();
  const told: string[] = [];
  const armed: (() => void)[] = [];
  let arming = (): void => {};
  const clock = {
    ...world.clock,
    setTimeout: (callback: () => void, delayMs: number) => {
      armed.push(callback);
      arming();
      return world.clock.setTimeout(callback, delayMs);
    },
  };
  const watcher = watch({ folder: join(world.folder, "agents"), clock, onChange: (file) => told.push(file) });
  for (const name of ["agents/a.ts", "agents/b.ts", "agents/lib/c.ts"]) {
    const seen = new Promise<void>((resolve) => {
      arming = resolve;
    });
    world.writeFile(name, "1");
    await seen;
  }
  expect(armed.length).toBeGreaterThanOrEqual(3);
  expect(told).toEqual([]);
  await world.clock.advance(100);
  expect(told).toHaveLength(1);
  watcher.close();
  expect(world.clock.pendingTimers).toBe(0);
});

test("a folder that does not exist is no error", () => {
  using world = createScriptedContext();
  using watching = startWatching(world);
  watching.watcher.alsoWatch(["/no/such/folder/file.ts"]);
});

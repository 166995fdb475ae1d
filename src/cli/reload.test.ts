import { expect, test } from "vitest";
import { createScriptedContext } from "../../test/support/cli-context.ts";
import type { Agent } from "../session/index.ts";
import type { AgentLoader } from "./load-agent.ts";
import { reloadOnSave } from "./reload.ts";
import type { WatchOptions } from "./watch.ts";

interface Reloading {
  save(): void;
  /** Ends the oldest load that runs. */
  finish(outcome: Agent | Error): Promise<void>;
  readonly runningLoads: number;
  readonly loaded: Agent[];
  readonly failed: unknown[];
  readonly watched: string[];
  stop(): void;
}

function startReloading(): Reloading {
  using world = createScriptedContext();
  const loads: { resolve(agent: Agent): void; reject(error: Error): void }[] = [];
  const loaded: Agent[] = [];
  const failed: unknown[] = [];
  const watched: string[] = [];
  let watching: WatchOptions | undefined;
  const loader: AgentLoader = {
    path: "/project/agents/agent.ts",
    name: "agents/agent.ts",
    files: ["/project/agents/agent.ts", "/project/words.ts"],
    load: () => new Promise((resolve, reject) => loads.push({ resolve, reject })),
  };
  const stop = reloadOnSave({
    loader,
    clock: world.clock,
    onLoaded: (agent) => loaded.push(agent),
    onFailed: (error) => failed.push(error),
    watch(options) {
      watching = options;
      return {
        alsoWatch: (files) => watched.push(...files),
        close: () => {
          watching = undefined;
        },
      };
    },
  });
  expect(watching?.folder).toBe("/project/agents");
  return {
    save: () => watching?.onChange("/project/agents/agent.ts"),
    async finish(outcome) {
      const load = loads.shift();
      if (outcome instanceof Error) load?.reject(outcome);
      else load?.resolve(outcome);
      await world.clock.settle();
    },
    get runningLoads() {
      return loads.length;
    },
    loaded,
    failed,
    watched,
    stop,
  };
}

const agent = (greeting: string): Agent => ({ greeting, respond: () => "" });

test("a saved agent is taken over", async () => {
  const reloading = startReloading();
  reloading.save();
  await reloading.finish(agent("new"));
  expect(reloading.loaded).toEqual([expect.objectContaining({ greeting: "new" })]);
});

test("an agent that does not load is reported, and the next good one is taken over", async () => {
  const reloading = startReloading();
  reloading.save();
  await reloading.finish(new Error("broken"));
  expect([reloading.loaded, reloading.failed]).toEqual([[], [new Error("broken")]]);
  reloading.save();
  await reloading.finish(agent("mended"));
  expect(reloading.loaded).toHaveLength(1);
});

test("a save while loading starts one more load, whose outcome alone counts", async () => {
  const reloading = startReloading();
  reloading.save();
  reloading.save();
  reloading.save();
  expect(reloading.runningLoads).toBe(1);
  await reloading.finish(agent("old"));
  expect([reloading.loaded, reloading.runningLoads]).toEqual([[], 1]);
  await reloading.finish(agent("new"));
  expect(reloading.loaded).toEqual([expect.objectContaining({ greeting: "new" })]);
  expect(reloading.runningLoads).toBe(0);
});

test("the files that a load read are watched wherever they lie", async () => {
  const reloading = startReloading();
  expect(reloading.watched).toContain("/project/words.ts");
});

test("nothing is taken over once it was stopped", async () => {
  const reloading = startReloading();
  reloading.save();
  reloading.stop();
  await reloading.finish(agent("late"));
  reloading.save();
  expect([reloading.loaded, reloading.failed, reloading.runningLoads]).toEqual([[], [], 0]);
});

/** Takes over a saved agent, or keeps the last good one when the new one does not load. */
import { dirname } from "node:path";
import type { Clock } from "../internal/index.ts";
import type { Agent } from "../session/index.ts";
import type { AgentLoader } from "./load-agent.ts";
import { type Watcher, type WatchOptions, watch } from "./watch.ts";

export interface ReloadOptions {
  readonly loader: AgentLoader;
  readonly clock: Clock;
  /** The next turn is this agent's. */
  onLoaded(agent: Agent): void;
  /** The last good agent stays. */
  onFailed(error: unknown): void;
  /** @default the file system's */
  watch?: (options: WatchOptions) => Watcher;
}

/** Returns the function that stops reloading. */
export function reloadOnSave(options: ReloadOptions): () => void {
  const { loader } = options;
  let loading = false;
  let savedMeanwhile = false;
  let stopped = false;

  const reload = async (): Promise<void> => {
    // Two loads at once could end in the wrong order and leave the older code in place.
    if (loading) {
      savedMeanwhile = true;
      return;
    }
    loading = true;
    do {
      savedMeanwhile = false;
      try {
        const agent = await loader.load();
        if (!stopped && !savedMeanwhile) options.onLoaded(agent);
      } catch (error) {
        if (!stopped && !savedMeanwhile) options.onFailed(error);
      }
      watcher.alsoWatch(loader.files);
    } while (savedMeanwhile && !stopped);
    loading = false;
  };

  const watcher = (options.watch ?? watch)({
    folder: dirname(loader.path),
    clock: options.clock,
    onChange: () => void reload(),
  });
  watcher.alsoWatch(loader.files);
  return () => {
    stopped = true;
    watcher.close();
  };
}

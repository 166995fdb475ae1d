/** Tells when a file of the agent's was saved. */
import { type FSWatcher, readdirSync, watch as watchFolder } from "node:fs";
import { dirname, extname, join, sep } from "node:path";
import type { Clock, Timer } from "../internal/index.ts";

export interface WatchOptions {
  /** The folder whose tree is watched. */
  readonly folder: string;
  readonly clock: Clock;
  /** Called once for a burst of changes, with one of the files. */
  onChange(file: string): void;
}

export interface Watcher {
  /** Watches the folders of these files too, wherever they lie: what the agent imports from elsewhere. */
  alsoWatch(files: readonly string[]): void;
  close(): void;
}

/** Editors write a file in several steps, and formatters save again. */
const quietMs = 100;
/** Somebody may keep an agent in a home directory: past this many folders the nearest ones are watched. */
const maxFolders = 500;
/** What an agent is written in; anything else may be what it writes itself, such as a log or a database. */
const extensions = new Set([
  ...[".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx"],
  ...[".json", ".md", ".txt", ".yaml", ".yml"],
]);
const ignoredFolders = new Set(["node_modules", "dist", "coverage"]);

/**
 * Every folder is watched by itself, because Node's recursive watching on Linux walks into `node_modules` and watches
 * each file there. A folder that is watched also sees files that editors replace rather than write.
 */
export function watch(options: WatchOptions): Watcher {
  const watchers = new Map<string, FSWatcher>();
  let timer: Timer | undefined;
  let closed = false;

  const changed = (file: string): void => {
    if (!extensions.has(extname(file))) return;
    options.clock.clearTimeout(timer);
    timer = options.clock.setTimeout(() => options.onChange(file), quietMs);
  };

  const add = (folder: string): boolean => {
    if (closed || watchers.has(folder) || watchers.size >= maxFolders) return false;
    try {
      const watcher = watchFolder(folder, (_event, name) => {
        if (name === null) return;
        const path = join(folder, name);
        // A name without an extension may be a new folder; anything else that it is, is not watched.
        if (isWatchable(name) && extname(name) === "") addTree(path);
        changed(path);
      });
      watcher.on("error", () => drop(folder));
      watchers.set(folder, watcher);
      return true;
    } catch {
      // It is gone already, or may not be read: there is nothing to watch.
      return false;
    }
  };

  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  /** Nearest folders first. */
  const addTree = (root: string): void => {
    const queue = [root];
    for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
      const subfolders = listFolders(folder);
      if (subfolders === undefined || !add(folder)) continue;
      queue.push(...subfolders);
    }
  };

  addTree(options.folder);
  return {
    alsoWatch(files) {
      for (const file of files) add(dirname(file));
    },
    close() {
      closed = true;
      options.clock.clearTimeout(timer);
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}

/** Undefined when it is no folder, or none that can be read. */
function listFolders(folder: string): string[] | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && isWatchable(entry.name))
      .map((entry) => `${folder}${sep}${entry.name}`);
  } catch {
    return undefined;
  }
}

function isWatchable(name: string): boolean {
  return !name.startsWith(".") && !ignoredFolders.has(name);
}

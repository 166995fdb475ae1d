/** Loads a user's TypeScript or JavaScript module on every supported Node, afresh each time. */
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { createJiti, type Jiti } from "jiti";
import { readPackageFacts } from "./package-facts.ts";

export interface LoadedModule {
  readonly default: unknown;
  /** The names of everything that it exports. */
  readonly exportNames: readonly string[];
}

export interface ModuleLoader {
  /** Runs the module and all the user's own modules that it imports; packages run only the first time. */
  load(path: string): Promise<LoadedModule>;
  /** The user's own files that the last load read, also when it failed. */
  readonly files: readonly string[];
}

export function createModuleLoader(): ModuleLoader {
  const { aliases, ownFolders } = describeOwnPackage();
  let files: readonly string[] = [];
  return {
    async load(path) {
      const jiti = createJiti(pathToFileURL(path).href, {
        alias: aliases,
        // A stale cache on disk is worth less than the few milliseconds that it saves.
        fsCache: false,
        // `moduleCache: false` would give a module that two others import to each as a copy of its own.
        moduleCache: true,
        interopDefault: false,
      });
      for (const file of files) delete jiti.cache[file];
      const before = new Set(Object.keys(jiti.cache));
      try {
        const module = await jiti.import<Record<string, unknown>>(path);
        return { default: module.default, exportNames: Object.keys(module) };
      } finally {
        files = listNewFiles(jiti, before, ownFolders);
      }
    },
    get files() {
      return files;
    },
  };
}

function listNewFiles(jiti: Jiti, before: ReadonlySet<string>, ownFolders: readonly string[]): string[] {
  return Object.keys(jiti.cache).filter((file) => {
    if (before.has(file) || file.includes(`${sep}node_modules${sep}`)) return false;
    return !ownFolders.some((folder) => file.startsWith(folder));
  });
}

/** `import … from "repartee"` means the very package that runs, wherever the user's file lies. */
function describeOwnPackage(): { aliases: Record<string, string>; ownFolders: readonly string[] } {
  const { directory, exports } = readPackageFacts();
  const fromSource = import.meta.url.endsWith(".ts");
  const aliases: Record<string, string> = {};
  for (const [subpath, conditions] of Object.entries(exports)) {
    if (typeof conditions === "string") continue;
    const target = fromSource ? conditions["repartee-source"] : conditions.default;
    if (target !== undefined) aliases[join("repartee", subpath)] = join(directory, target);
  }
  return { aliases, ownFolders: [join(directory, "src", sep), join(directory, "dist", sep)] };
}

/** Loads a user's TypeScript or JavaScript module on every supported Node, afresh each time. */
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { createJiti, type Jiti } from "jiti";
import { freshenImports } from "./fresh-imports.ts";
import { isOwnFile, packageFolder, readPackageFacts } from "./package-facts.ts";

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
  const alias = aliasOwnPackage();
  let files: readonly string[] = [];
  let loadedBefore = false;
  return {
    async load(path) {
      if (loadedBefore) freshenImports();
      loadedBefore = true;
      const jiti = createJiti(pathToFileURL(path).href, {
        alias,
        // A stale cache on disk is worth less than the few milliseconds that it saves.
        fsCache: false,
        // Without it nobody could tell which files were read, nor make JSON files be read again.
        moduleCache: true,
        interopDefault: false,
      });
      for (const file of files) delete jiti.cache[file];
      const before = new Set(Object.keys(jiti.cache));
      try {
        const module = await jiti.import<Record<string, unknown>>(path);
        return { default: module.default, exportNames: Object.keys(module) };
      } finally {
        files = listNewFiles(jiti, before);
      }
    },
    get files() {
      return files;
    },
  };
}

function listNewFiles(jiti: Jiti, before: ReadonlySet<string>): string[] {
  return Object.keys(jiti.cache).filter((file) => {
    return !before.has(file) && !file.includes(`${sep}node_modules${sep}`) && !isOwnFile(file);
  });
}

/** `import … from "repartee"` means the very package that runs, wherever the user's file lies. */
function aliasOwnPackage(): Record<string, string> {
  const condition = import.meta.url.endsWith(".ts") ? "repartee-source" : "default";
  const aliases: Record<string, string> = {};
  for (const [subpath, conditions] of Object.entries(readPackageFacts().exports)) {
    const target = typeof conditions === "string" ? conditions : conditions[condition];
    if (target !== undefined) aliases[join("repartee", subpath)] = join(packageFolder, target);
  }
  return aliases;
}

/** Finds and reads the config file, and refuses names that no option has. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ReparteeError } from "../errors.ts";
import { requireFile, showPath } from "./files.ts";
import { describeLoadFailure } from "./load-failure.ts";
import { createModuleLoader } from "./module-loader.ts";
import { didYouMean } from "./nearest.ts";
import type { OptionSources } from "./options/index.ts";

const fileNames = ["ts", "mts", "js", "mjs", "json"].map((extension) => `repartee.config.${extension}`);

export interface ConfigFileRequest {
  /** What `--config` said. */
  readonly named: string | undefined;
  readonly workingDirectory: string;
  /** The options of all commands: a file may hold any of them. */
  readonly optionNames: readonly string[];
}

/**
 * The values of the config file, or undefined when there is none.
 * @throws ReparteeError `file-not-found` for a named file that is missing, `bad-option` for one that cannot be used.
 */
export async function loadConfigFile(request: ConfigFileRequest): Promise<OptionSources["configFile"]> {
  const path = findConfigFile(request);
  if (path === undefined) return undefined;
  const name = showPath(path, request.workingDirectory);
  const values = await readConfigFile(path, name, request.workingDirectory);
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new ReparteeError("bad-option", `${name} must hold an object of options (a module: as its default export)`);
  }
  for (const key of Object.keys(values)) {
    if (request.optionNames.includes(key)) continue;
    const hint = didYouMean(key, request.optionNames) || ` Known are ${request.optionNames.join(", ")}`;
    throw new ReparteeError("bad-option", `${name} has "${key}", which is no option.${hint}`);
  }
  return { name, values: values as Record<string, unknown> };
}

function findConfigFile({ named, workingDirectory }: ConfigFileRequest): string | undefined {
  if (named !== undefined) return requireFile(named, workingDirectory, "config file");
  const found = fileNames.filter((fileName) => existsSync(join(workingDirectory, fileName)));
  if (found.length > 1) {
    throw new ReparteeError(
      "bad-option",
      `there are several config files: ${found.join(", ")}. Keep one, or use --config`,
    );
  }
  return found[0] === undefined ? undefined : join(workingDirectory, found[0]);
}

async function readConfigFile(path: string, name: string, workingDirectory: string): Promise<unknown> {
  if (path.endsWith(".json")) return readJson(path, name);
  try {
    return (await createModuleLoader().load(path)).default;
  } catch (error) {
    throw new ReparteeError("bad-option", describeLoadFailure(error, path, workingDirectory), { cause: error });
  }
}

function readJson(path: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new ReparteeError("bad-option", `${name} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

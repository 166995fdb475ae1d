/** Loads an agent file, and says what is wrong when it holds no agent. */
import { defineAgent } from "../agents/index.ts";
import { ReparteeError } from "../errors.ts";
import type { Agent } from "../session/index.ts";
import { requireFile, showPath } from "./files.ts";
import { describeLoadFailure } from "./load-failure.ts";
import { createModuleLoader, type LoadedModule } from "./module-loader.ts";

export interface AgentLoader {
  /** The agent file's absolute path. */
  readonly path: string;
  /** The same as people read it. */
  readonly name: string;
  /**
   * Runs the file, and what it imports of the user's own, afresh.
   * @throws ReparteeError `bad-agent` when it does not load or exports no agent, `file-not-found` when it is gone.
   */
  load(): Promise<Agent>;
  /** The user's own files that the last load read, also when it failed. */
  readonly files: readonly string[];
}

/** @throws ReparteeError `file-not-found`, naming a file that was probably meant. */
export function createAgentLoader(file: string, workingDirectory: string): AgentLoader {
  const path = requireFile(file, workingDirectory, "agent file");
  const name = showPath(path, workingDirectory);
  const loader = createModuleLoader();
  return {
    path,
    name,
    async load() {
      requireFile(path, workingDirectory, "agent file");
      let module: LoadedModule;
      try {
        module = await loader.load(path);
      } catch (error) {
        throw new ReparteeError("bad-agent", describeLoadFailure(error, path, workingDirectory), { cause: error });
      }
      return checkAgent(module, name);
    },
    get files() {
      return loader.files;
    },
  };
}

function checkAgent(module: LoadedModule, name: string): Agent {
  if (module.default === undefined) {
    const others = module.exportNames.length === 0 ? "nothing" : module.exportNames.join(", ");
    throw new ReparteeError(
      "bad-agent",
      `${name} has no default export (it exports ${others}). Write: export default defineAgent({ … })`,
    );
  }
  try {
    return defineAgent(module.default as Agent);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReparteeError("bad-agent", `${name}: ${reason}`, { cause: error });
  }
}

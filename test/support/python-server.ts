/** The server in Python, running in a process of its own. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface PythonServer extends AsyncDisposable {
  /** The URL that it printed, without a call id. */
  readonly url: string;
  /** What it wrote to its error stream so far; empty as long as nothing broke. */
  readonly errors: string;
}

const file = fileURLToPath(new URL("../check/python/server.py", import.meta.url));

/** Whether there is a Python that is new enough. */
export function hasPython(): boolean {
  const check = "import sys; sys.exit(sys.version_info < (3, 9))";
  return spawnSync("python3", ["-c", check]).status === 0;
}

export async function startPythonServer(): Promise<PythonServer> {
  const child = spawn("python3", [file], { stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "exit");
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const lines = createInterface(child.stdout);
  const ended = exited.then(() => Promise.reject(new Error(`the server in Python ended:\n${errors}`)));
  ended.catch(() => undefined);
  const [url] = (await Promise.race([once(lines, "line"), ended])) as [string];
  return {
    url,
    get errors() {
      return errors;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** An example of `examples/`, running in a process of its own. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface ExampleProcess extends Disposable {
  /** The URL that it printed. */
  readonly url: string;
  /** Asks it to stop, as an operator does, and waits until it has. */
  stop(): Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

export async function startExample(file: string): Promise<ExampleProcess> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const child = spawn(process.execPath, ["scripts/run-ts.mjs", `examples/${file}`], {
    cwd: root,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  const printed = new Promise<string>((resolve) => {
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /wss?:\/\/\S+/.exec(output)?.[0];
      if (url !== undefined) resolve(url);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
  });
  const url = await Promise.race([printed, exited.then(() => undefined)]);
  if (url === undefined) throw new Error(`the example ended before it printed a URL:\n${output}`);
  return {
    url,
    stop() {
      child.kill("SIGTERM");
      return exited;
    },
    [Symbol.dispose]: () => void child.kill("SIGKILL"),
  };
}

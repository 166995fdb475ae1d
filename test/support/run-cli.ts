/** Runs `repartee` as a process of its own. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface RunningCli extends AsyncDisposable {
  /** What it printed so far. */
  readonly stdout: string;
  readonly stderr: string;
  /**
   * Resolves with the first match in its standard output, now or later.
   * @throws Error with everything that it printed when it ends without a match.
   */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** The same for its error stream. */
  complained(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals | null>;
}

export interface RunCliOptions {
  /** @default the root of the project */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What is piped in. @default nothing */
  readonly input?: string;
  /** The built program. @default the sources */
  readonly program?: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const jiti = `${root}node_modules/jiti/lib/jiti-cli.mjs`;

export function runCli(words: readonly string[], options: RunCliOptions = {}): RunningCli {
  const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
  const program = options.program === undefined ? [jiti, `${root}src/cli/bin.ts`] : [options.program];
  const child = spawn(process.execPath, [...program, ...words], {
    cwd: options.folder ?? root,
    // Not the whole environment: a PORT or HOST of the machine's would decide what is tested.
    env: { PATH, HOME, TMPDIR, NO_COLOR: "1", ...options.environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A command that ends without reading it must not fail the test by that.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input);
  let stdout = "";
  let stderr = "";
  let ended = false;
  const looking = new Set<() => void>();
  const look = (): void => {
    for (const one of [...looking]) one();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    look();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    look();
  });
  const exited = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once("error", reject);
    // "close" rather than "exit": by then everything that it printed is here.
    child.once("close", (code, signal) => {
      ended = true;
      look();
      resolve(code ?? signal);
    });
  });

  const find = (pattern: RegExp, text: () => string): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const one = (): void => {
        const match = pattern.exec(text());
        if (match === null && !ended) return;
        looking.delete(one);
        if (match !== null) resolve(match);
        else reject(new Error(`it ended without ${pattern}:\n${stdout}${stderr}`));
      };
      looking.add(one);
      one();
    });

  return {
    printed: (pattern) => find(pattern, () => stdout),
    complained: (pattern) => find(pattern, () => stderr),
    kill: (signal) => {
      child.kill(signal);
    },
    exited,
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    async [Symbol.asyncDispose]() {
      if (!ended) child.kill("SIGKILL");
      await exited;
    },
  };
}

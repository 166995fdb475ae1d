/** A world for commands that a test can watch and steer: captured output, signals on demand, a temporary folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CliContext, StopSignal } from "../../src/cli/context.ts";
import { createVirtualClock, type VirtualClock } from "../../src/internal/index.ts";

export interface ScriptedContext extends Disposable {
  readonly context: CliContext;
  readonly clock: VirtualClock;
  /** What was printed so far, by stream. */
  readonly output: string[];
  readonly errors: string[];
  /** The working directory; gone after the test. */
  readonly folder: string;
  writeFile(name: string, content: string): string;
  /** Resolves with the first match in what is printed to the output, now or later. */
  printed(pattern: RegExp): Promise<string>;
  signal(signal: StopSignal): void;
  readonly signalListeners: number;
}

export interface ScriptedContextOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly importPackage?: (name: string) => Promise<unknown>;
}

export function createScriptedContext(options: ScriptedContextOptions = {}): ScriptedContext {
  const clock = createVirtualClock();
  const output: string[] = [];
  const errors: string[] = [];
  const listeners = new Set<(signal: StopSignal) => void>();
  const waiting = new Set<() => void>();
  const folder = mkdtempSync(join(tmpdir(), "repartee-cli-"));
  return {
    clock,
    output,
    errors,
    folder,
    context: {
      screen: {
        print(text) {
          output.push(text);
          for (const look of [...waiting]) look();
        },
        printError: (text) => errors.push(text),
        colours: false,
      },
      environment: options.environment ?? {},
      workingDirectory: folder,
      clock,
      onSignal(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onUnhandledRejection: () => () => {},
      importPackage: options.importPackage ?? ((name) => Promise.reject(new Error(`Cannot find package '${name}'`))),
    },
    writeFile(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    printed: (pattern) =>
      new Promise((resolve) => {
        const look = (): void => {
          const match = pattern.exec(output.join("\n"));
          if (match === null) return;
          waiting.delete(look);
          resolve(match[0]);
        };
        waiting.add(look);
        look();
      }),
    signal(signal) {
      for (const listener of [...listeners]) listener(signal);
    },
    get signalListeners() {
      return listeners.size;
    },
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

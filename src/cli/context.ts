/** The world around a command, passed in so that tests can replace it. */
import { type Clock, realClock } from "../internal/index.ts";
import { createScreen, type Screen } from "./screen.ts";

export interface CliContext {
  readonly screen: Screen;
  /** What is typed, or piped in; undefined when there is nothing to read. */
  readonly input?: CliInput | undefined;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where relative paths start and where a config file is looked for. */
  readonly workingDirectory: string;
  readonly clock: Clock;
  /** Tells of SIGINT and SIGTERM; returns the function that stops listening. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
  /** Tells of promises that were rejected with nobody waiting; returns the function that stops listening. */
  onUnhandledRejection(listener: (error: unknown) => void): () => void;
  /** Loads a package that is only needed for one option, such as the tunnel's. */
  importPackage(name: string): Promise<unknown>;
}

/** Where typed text comes from: a terminal when it has a raw mode, which passes on keys one by one. */
export interface CliInput extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

export type StopSignal = "SIGINT" | "SIGTERM";

const stopSignals: readonly StopSignal[] = ["SIGINT", "SIGTERM"];

/** This process. */
export function createCliContext(): CliContext {
  return {
    screen: createScreen(),
    // Only when it is asked for: opening it is not free of effects.
    get input() {
      return process.stdin;
    },
    environment: process.env,
    workingDirectory: process.cwd(),
    clock: realClock,
    onSignal(listener) {
      for (const signal of stopSignals) process.on(signal, listener);
      return () => {
        for (const signal of stopSignals) process.off(signal, listener);
      };
    },
    onUnhandledRejection(listener) {
      process.on("unhandledRejection", listener);
      return () => {
        process.off("unhandledRejection", listener);
      };
    },
    importPackage: (name) => import(name),
  };
}

/** The terminal, as the one place of the command line that prints. */

export interface Screen {
  /** One line, or several, for the person or program that ran the command. */
  print(text: string): void;
  /** One line about something that went wrong. */
  printError(text: string): void;
  /** Whether colours reach a person's eyes. */
  readonly colours: boolean;
  /** What can be drawn on; undefined when the output is no terminal, or one that cannot move its cursor. */
  readonly terminal?: ScreenTerminal | undefined;
}

/** A terminal whose rows can be drawn anew. */
export interface ScreenTerminal {
  /** Text and escape sequences, as they are. */
  write(text: string): void;
  /** How wide it is now. */
  readonly columns: number;
}

/** The part of a stream that a screen needs. */
export interface ScreenStream {
  write(text: string): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface ScreenOptions {
  /** @default process.stdout */
  output?: ScreenStream;
  /** @default process.stderr */
  errors?: ScreenStream;
  /** Where NO_COLOR is looked up: any value of it switches colours off. @default process.env */
  environment?: Readonly<Record<string, string | undefined>>;
}

/** Some report no width, or one in which nothing could be read. */
const fewestColumns = 20;
const usualColumns = 80;

export function createScreen(options: ScreenOptions = {}): Screen {
  const output = options.output ?? process.stdout;
  const errors = options.errors ?? process.stderr;
  const environment = options.environment ?? process.env;
  // A reader that goes away (`repartee dev | head`) must not end running calls.
  output.on("error", ignoreLostReader);
  errors.on("error", ignoreLostReader);
  const terminal: ScreenTerminal = {
    write: (text) => {
      output.write(text);
    },
    get columns() {
      return Math.max(fewestColumns, output.columns || usualColumns);
    },
  };
  return {
    print: (text) => {
      output.write(`${text}\n`);
    },
    printError: (text) => {
      errors.write(`${text}\n`);
    },
    colours: output.isTTY === true && !environment.NO_COLOR,
    terminal: output.isTTY === true && environment.TERM !== "dumb" ? terminal : undefined,
  };
}

function ignoreLostReader(): void {}

/** The terminal, as the one place of the command line that prints. */

export interface Screen {
  /** One line, or several, for the person or program that ran the command. */
  print(text: string): void;
  /** One line about something that went wrong. */
  printError(text: string): void;
  /** Whether colours reach a person's eyes. */
  readonly colours: boolean;
}

/** The part of a stream that a screen needs. */
export interface ScreenStream {
  write(text: string): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean;
}

export interface ScreenOptions {
  /** @default process.stdout */
  output?: ScreenStream;
  /** @default process.stderr */
  errors?: ScreenStream;
  /** Where NO_COLOR is looked up: any value of it switches colours off. @default process.env */
  environment?: Readonly<Record<string, string | undefined>>;
}

export function createScreen(options: ScreenOptions = {}): Screen {
  const output = options.output ?? process.stdout;
  const errors = options.errors ?? process.stderr;
  const environment = options.environment ?? process.env;
  // A reader that goes away (`repartee dev | head`) must not end running calls.
  output.on("error", ignoreLostReader);
  errors.on("error", ignoreLostReader);
  return {
    print: (text) => {
      output.write(`${text}\n`);
    },
    printError: (text) => {
      errors.write(`${text}\n`);
    },
    colours: output.isTTY === true && !environment.NO_COLOR,
  };
}

function ignoreLostReader(): void {}

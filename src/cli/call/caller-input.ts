/** What a person, or a program, can type during a call: words to say, and commands that begin with a slash. */
import { didYouMean } from "../nearest.ts";
import { duration } from "../options/kinds.ts";

export type CallerInput =
  | { readonly type: "say"; readonly text: string }
  | { readonly type: "press"; readonly digits: string }
  /** Until the agent speaks again, when there is no time. */
  | { readonly type: "silence"; readonly ms: number | undefined }
  | { readonly type: "mumble" }
  | { readonly type: "drop" }
  | { readonly type: "hang-up" }
  /** Lines for whoever typed it. */
  | { readonly type: "answer"; readonly lines: readonly string[] };

interface InputCommand {
  /** What follows the name, as the help shows it. */
  readonly usage: string;
  readonly meaning: string;
  /** Undefined when what follows the name cannot be used. */
  parse(rest: string): CallerInput | undefined;
}

const inputCommands: Readonly<Record<string, InputCommand>> = {
  "/silence": {
    usage: "[time]",
    meaning: "say nothing, until the agent speaks again or for a time such as 5s",
    parse(rest) {
      if (rest === "") return { type: "silence", ms: undefined };
      const ms = duration.parse(rest);
      return ms === undefined ? undefined : { type: "silence", ms };
    },
  },
  "/press": {
    usage: "<keys>",
    meaning: "press keys of the phone: 0-9, * and #",
    parse: (rest) => (/^[0-9*#]+$/.test(rest) ? { type: "press", digits: rest } : undefined),
  },
  "/mumble": {
    usage: "",
    meaning: "say something that nobody can understand",
    parse: (rest) => (rest === "" ? { type: "mumble" } : undefined),
  },
  "/drop": {
    usage: "",
    meaning: "break the connection, as a bad network does; the platform dials again",
    parse: (rest) => (rest === "" ? { type: "drop" } : undefined),
  },
  "/details": {
    usage: "<name=value>",
    meaning: "how to give the next call a dynamic variable",
    parse: (rest) => (/^[^=\s]+\s*=/.test(rest) ? { type: "answer", lines: [explainDetails(rest)] } : undefined),
  },
  "/hangup": {
    usage: "",
    meaning: "end the call; Ctrl-C does the same",
    parse: (rest) => (rest === "" ? { type: "hang-up" } : undefined),
  },
  "/help": {
    usage: "",
    meaning: "these lines",
    parse: () => ({ type: "answer", lines: helpLines() }),
  },
};

/** @returns undefined for a line with nothing on it. */
export function parseCallerInput(line: string): CallerInput | undefined {
  const text = line.trim();
  if (text === "") return undefined;
  if (!text.startsWith("/")) return { type: "say", text };
  const [, name = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  const command = Object.hasOwn(inputCommands, name) ? inputCommands[name] : undefined;
  if (command === undefined) {
    const hint = didYouMean(name, Object.keys(inputCommands));
    return answer(`${name} is no command.${hint === "" ? " /help lists them" : hint}`);
  }
  return command.parse(rest) ?? answer(`write it so: ${name} ${command.usage}`.trim());
}

/** True while a line is a command in the making, and nothing that is said. */
export function isCommand(line: string): boolean {
  return line.trimStart().startsWith("/");
}

function answer(line: string): CallerInput {
  return { type: "answer", lines: [line] };
}

function helpLines(): string[] {
  const rows = Object.entries(inputCommands).map(
    ([name, { usage, meaning }]) => [`${name} ${usage}`, meaning] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return [
    "Whatever else you type is said. While the agent speaks, your first word cuts it off.",
    ...rows.map(([left, right]) => `${left.padEnd(width)}${right}`),
  ];
}

function explainDetails(pair: string): string {
  const shown = /^[\w.=-]+$/.test(pair) ? pair : `"${pair}"`;
  return `the server got the details of this call when it began. For the next one: repartee call --details ${shown}`;
}

/** Options of the command that checks a server. */
import { defaultCheckSettings, quickCheckSettings } from "../../check/index.ts";
import { duration, integer, lines, list, onOff } from "./kinds.ts";
import type { OptionKind, OptionTable } from "./option.ts";

export interface CheckOptionValues {
  readonly quick: boolean;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly list: boolean;
  readonly strict: boolean;
  readonly reporter: readonly string[];
  readonly json: boolean;
  readonly calls: number;
  readonly turns: number | undefined;
  readonly idle: number | undefined;
  readonly maxFirstText: number;
  readonly maxFirstSentence: number;
  readonly yes: boolean;
}

/** A time within limits, in milliseconds. */
function durationBetween(lowMs: number, highMs: number, expected: string): OptionKind<number> {
  return {
    ...duration,
    expected,
    parse(raw) {
      const ms = duration.parse(raw);
      return ms !== undefined && ms >= lowMs && ms <= highMs ? ms : undefined;
    },
  };
}

const limit = durationBetween(1, 600_000, "a time from 1ms to 10m");

export const checkOptions: OptionTable<CheckOptionValues> = {
  quick: {
    kind: onOff,
    description: "Fewer turns, and no audit that takes long: about 5 seconds instead of 30",
    default: false,
  },
  only: { kind: list("id or group"), description: "Only these audits", default: [] },
  skip: { kind: list("id or group"), description: "All audits but these", default: [] },
  list: {
    kind: onOff,
    description: "Print the audits by group, with level and title, and check nothing",
    default: false,
  },
  strict: { kind: onOff, description: "Let a SHOULD that fails make the exit code 1, too", default: false },
  reporter: {
    kind: lines("name[=file]"),
    description:
      "How to report: pretty, plain, json, junit, github, sarif, html or badge, printed or written to a file; without " +
      "one, pretty in a terminal and plain elsewhere",
    default: [],
  },
  json: {
    kind: onOff,
    description: "Print the report as JSON and nothing else; with --list, the audits",
    default: false,
  },
  calls: {
    kind: integer(1, 1_000),
    description: "Calls at the same time in the audits of load",
    default: defaultCheckSettings.calls,
  },
  turns: {
    kind: integer(1, 100),
    description: `Turns of an ordinary conversation; without this, ${defaultCheckSettings.turns}, or ${quickCheckSettings.turns} with --quick`,
    default: undefined,
  },
  idle: {
    kind: durationBetween(0, 3_600_000, "a time up to 1h"),
    description: "Also leave a connection idle for so long, to find out what cuts it off, such as 6m",
    default: undefined,
  },
  maxFirstText: {
    kind: limit,
    description: "How long the server may take to the first text of an answer, as the 90th percentile",
    default: defaultCheckSettings.maxFirstTextMs,
  },
  maxFirstSentence: {
    kind: limit,
    description: "How long the server may take to the first whole sentence, as the 90th percentile",
    default: defaultCheckSettings.maxFirstSentenceMs,
  },
  yes: {
    kind: onOff,
    description: "Load a server on another machine without asking: only if you may",
    default: false,
  },
};

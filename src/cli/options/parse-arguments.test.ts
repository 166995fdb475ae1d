import { expect, test } from "vitest";
import { list, onOff, record, text } from "./kinds.ts";
import type { AnyOptionTable } from "./option.ts";
import { parseArguments } from "./parse-arguments.ts";

const table: AnyOptionTable = {
  port: { kind: text("number"), description: "", default: undefined },
  maxCalls: { kind: text("number"), description: "", default: undefined },
  allow: { kind: list("address"), description: "", default: [] },
  logTranscripts: { kind: onOff, description: "", default: false },
  session: { kind: record("object"), description: "", default: undefined, configFileOnly: true },
} as AnyOptionTable;

test("flags and positionals may come in any order", () => {
  expect(parseArguments(["agent.ts", "--port", "1", "--max-calls=2"], table)).toEqual({
    flags: { port: "1", maxCalls: "2" },
    positionals: ["agent.ts"],
  });
  expect(parseArguments(["--port=1", "agent.ts"], table).positionals).toEqual(["agent.ts"]);
});

test("a flag that repeats collects its values, and of any other the last counts", () => {
  const { flags } = parseArguments(["--allow", "a", "--port", "1", "--allow=b", "--port", "2"], table);
  expect(flags).toEqual({ allow: ["a", "b"], port: "2" });
});

test("a switch goes on and off, and takes no word that follows", () => {
  expect(parseArguments(["--log-transcripts", "agent.ts"], table)).toEqual({
    flags: { logTranscripts: true },
    positionals: ["agent.ts"],
  });
  expect(parseArguments(["--no-log-transcripts"], table).flags).toEqual({ logTranscripts: false });
});

test("everything after -- is a positional", () => {
  expect(parseArguments(["--", "--port"], table)).toEqual({ flags: {}, positionals: ["--port"] });
});

test.each([
  ["an unknown flag", ["--prot", "1"], '--prot is no option. Did you mean "--port"?'],
  ["a flag like no other", ["--frobnicate"], "--frobnicate is no option. --help lists them"],
  ["a short flag", ["-p"], "-p is no option. --help lists them"],
  ["a flag without its value", ["--port"], "--port needs a value: --port <number>"],
  ["a flag that is followed by another", ["--port", "--allow"], "--port needs a value: --port <number>"],
  ["a switch with a value", ["--log-transcripts=yes"], "--log-transcripts takes no value: give --log-transcripts or"],
  ["the negation of what is no switch", ["--no-port"], "--no-port is no option."],
  ["what only a config file may hold", ["--session", "{}"], "--session is no option."],
])("%s is refused", (_name, words, message) => {
  expect(() => parseArguments(words, table)).toThrow(expect.objectContaining({ code: "bad-option" }));
  expect(() => parseArguments(words, table)).toThrow(message);
});

import { describe, expect, test } from "vitest";
import { createVirtualClock } from "../internal/index.ts";
import { createLog, type Log, type LogOptions, silentLog } from "./log.ts";

function startLog(options: LogOptions = {}): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const clock = createVirtualClock();
  return { log: createLog({ write: (line) => lines.push(line), clock, colours: false, ...options }), lines };
}

const escapeCharacter = String.fromCharCode(27);

describe("a JSON line", () => {
  test("holds time, level, message and the fields, in this order", () => {
    const { log, lines } = startLog();
    log.info("call started", { call: "c1", afterMs: 3 });
    expect(lines).toEqual([
      '{"time":"2026-01-01T00:00:00.000Z","level":"info","message":"call started","call":"c1","afterMs":3}',
    ]);
  });

  test("keeps its own names, whatever a field is called", () => {
    const { log, lines } = startLog();
    log.warn("real", { message: "forged", level: "info", time: 0 });
    expect(JSON.parse(lines[0] ?? "")).toEqual({ time: "2026-01-01T00:00:00.000Z", level: "warn", message: "real" });
  });

  test("never fails for a value that JSON cannot hold", () => {
    const { log, lines } = startLog();
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    log.error("odd", { circular, big: 1n, error: new TypeError("bad"), deep: { big: 1n }, nothing: undefined });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      circular: "(not serialisable)",
      big: "1",
      error: "TypeError: bad",
      deep: "(not serialisable)",
    });
  });
});

describe("a pretty line", () => {
  test("has the time of day, the level unless it is info, the message and the fields", () => {
    const { log, lines } = startLog({ format: "pretty" });
    log.info("call started", { call: "c1", words: "two words", none: undefined, counts: { completed: 2 } });
    log.warn("careful");
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d call started call=c1 words="two words" counts=\{"completed":2\}$/);
    expect(lines[1]).toMatch(/^\d\d:\d\d:\d\d warn careful$/);
  });

  test("lets nobody move the cursor or forge a line", () => {
    const { log, lines } = startLog({ format: "pretty" });
    log.warn(`path ${escapeCharacter}[2J`, {
      path: `/a\n12:00:00 forged${escapeCharacter}[31m`,
      reversed: "\u202etxt",
      c1: "\u009b2J",
    });
    expect(lines[0]).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(lines[0]).toContain("\\u001b[2J");
    expect(lines[0]).toContain('path="/a\\n12:00:00 forged\\u001b[31m"');
  });

  test("has colours only when they are wanted", () => {
    const plain = startLog({ format: "pretty" });
    const coloured = startLog({ format: "pretty", colours: true });
    for (const { log } of [plain, coloured]) log.error("broken", { code: 1 });
    expect(plain.lines[0]).not.toContain(escapeCharacter);
    expect(coloured.lines[0]).toContain(`${escapeCharacter}[31merror${escapeCharacter}[39m`);
  });
});

test("messages below the level are left out", () => {
  const { log, lines } = startLog({ level: "warn" });
  log.debug("a");
  log.info("b");
  log.warn("c");
  log.error("d");
  expect(lines.map((line) => JSON.parse(line).message)).toEqual(["c", "d"]);
});

test("debug messages are left out unless asked for", () => {
  const quiet = startLog();
  const loud = startLog({ level: "debug" });
  quiet.log.debug("a");
  loud.log.debug("a");
  expect([quiet.lines.length, loud.lines.length]).toEqual([0, 1]);
});

test("the silent log takes every level and says nothing", () => {
  for (const level of ["debug", "info", "warn", "error"] as const) expect(silentLog[level]("x")).toBeUndefined();
});

import { expect, test } from "vitest";
import { createTerminalEmulator } from "../../../test/support/terminal-emulator.ts";
import type { AuditResult, CheckEvent, Outcome } from "../../check/index.ts";
import { createVirtualClock } from "../../internal/index.ts";
import { showProgress } from "./progress.ts";

function createParts({ columns = 70, hasTerminal = true, mayDraw = true } = {}) {
  const terminal = createTerminalEmulator(columns);
  const clock = createVirtualClock();
  const errors: string[] = [];
  const screen = {
    print: () => undefined,
    printError: (text: string) => errors.push(text),
    colours: false,
    ...(hasTerminal && { terminal }),
  };
  const progress = showProgress({ screen, clock, host: "localhost:3000", totalCount: 4, mayDraw });
  return { terminal, clock, errors, progress };
}

const started = (id: string): CheckEvent => ({ type: "audit-started", id });

function finished(id: string, finishedCount: number, outcome: Outcome = "holds"): CheckEvent {
  const verdict = { outcome, reason: "because", frames: [] };
  const result: AuditResult = { id, group: "turns", level: "MUST", title: "Answers", verdict, durationMs: 1 };
  return { type: "audit-finished", result, finishedCount, totalCount: 4 };
}

test("a row shows how many, for how long, and which, and is drawn anew in place", async () => {
  const { terminal, clock, progress } = createParts();
  progress.hear(started("turns-answered"));
  progress.hear(started("greeting-once"));
  expect(terminal.rows).toEqual(["──────────────────── 0 of 4 after 0 s: turns-answered, greeting-once"]);
  progress.hear(finished("turns-answered", 1, "fails"));
  progress.hear(finished("greeting-once", 2));
  expect(terminal.rows).toEqual(["━━━━━━━━━━────────── 2 of 4 after 0 s, 1 fails"]);
  progress.hear(started("load-calls"));
  await clock.advance(3_000);
  expect(terminal.rows).toEqual(["━━━━━━━━━━────────── 2 of 4 after 3 s, 1 fails; now load-calls"]);
});

test("at the end the row is gone, and so is its timer", async () => {
  const { terminal, clock, errors, progress } = createParts();
  progress.hear(started("turns-answered"));
  progress.finish();
  expect(terminal.rows).toEqual([]);
  expect(terminal.cursor).toEqual({ row: 0, column: 0 });
  expect(clock.pendingTimers).toBe(0);
  expect(errors).toEqual([]);
});

test("after the end nothing is drawn any more, whatever is still told", () => {
  const { terminal, progress } = createParts();
  progress.finish();
  terminal.write("Sound.");
  progress.hear(started("turns-answered"));
  progress.finish();
  expect(terminal.rows).toEqual(["Sound."]);
});

test("a row never outgrows the terminal", () => {
  const { terminal, progress } = createParts({ columns: 44 });
  for (const id of ["turns-answered", "greeting-once", "types-boolean"]) progress.hear(started(id));
  expect(terminal.rows).toEqual(["──────────────────── 0 of 4 after 0 s: tur…"]);
});

test.each([{ hasTerminal: false }, { mayDraw: false }])(
  "where nothing can be drawn, a line comes every five seconds: %j",
  async (parts) => {
    const { terminal, clock, errors, progress } = createParts(parts);
    expect(errors).toEqual(["Checking localhost:3000: 4 audits"]);
    progress.hear(started("turns-answered"));
    await clock.advance(4_999);
    expect(errors).toHaveLength(1);
    await clock.advance(1);
    progress.hear(finished("turns-answered", 1));
    await clock.advance(5_000);
    expect(errors.slice(1)).toEqual(["0 of 4 after 5 s: turns-answered", "1 of 4 after 10 s"]);
    progress.finish();
    await clock.advance(20_000);
    expect(errors).toHaveLength(3);
    expect(terminal.rows).toEqual([]);
  },
);

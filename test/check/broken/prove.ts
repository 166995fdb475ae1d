/**
 * Puts audits to each broken server: its own must fail, and nothing else. Those that disturb a server take half of the
 * time and hardly meet the faults of others, so each is put to the broken servers of its own group only, unless
 * REPARTEE_EVERY_AUDIT is set: do that after a change to an audit or a broken server.
 */
import { describe, expect, it } from "vitest";
import { type AuditGroup, audits, type CheckReport, runCheck } from "../../../src/check/index.ts";
import { testSettings } from "../settings.ts";
import { exhibits } from "./index.ts";

/** Which groups a test file takes: several files, so that they run beside each other. */
export const provenGroups = {
  "way-in": ["reach", "handshake", "greeting", "security", "load"],
  answers: ["turns", "types"],
  course: ["withdrawn", "interruption", "reminder", "keep-alive", "reconnection"],
  speech: ["streaming", "tools", "actions", "speech"],
  "bad-input": ["bad-input"],
} as const satisfies Readonly<Record<string, readonly AuditGroup[]>>;

const isEveryAudit = process.env.REPARTEE_EVERY_AUDIT !== undefined;

export function proveExhibits(part: keyof typeof provenGroups): void {
  const groups: readonly AuditGroup[] = provenGroups[part];
  const due = audits.filter(({ group }) => groups.includes(group));
  // Several at the same time, as most of the time is waiting.
  describe.concurrent("a broken server", { timeout: 120_000 }, () => {
    it.each(due)("that breaks $id fails it, and nothing else", async ({ id, group }) => {
      const exhibit = exhibits[id];
      if (exhibit === undefined) throw new Error(`there is no broken server for ${id}`);
      await using server = await exhibit.start();
      const settings = { ...testSettings, ...exhibit.settings };
      const skip = audits
        .filter((audit) => audit.phase === "disturb" && audit.group !== group)
        .map((audit) => audit.id);
      const report = await runCheck({ url: server.url, settings, skip: isEveryAudit ? [] : skip });
      const expected = [id, ...(exhibit.alsoFails ?? [])];
      expect(failed(report).sort(), JSON.stringify(unheld(report), null, 2)).toEqual(expected.sort());
    });
  });
}

export function failed(report: CheckReport): string[] {
  return report.results.filter(({ verdict }) => verdict.outcome === "fails").map(({ id }) => id);
}

/** What became of every audit that did not hold, for a message that says enough. */
export function unheld(report: CheckReport): Record<string, string> {
  return Object.fromEntries(
    report.results.flatMap(({ id, verdict }) =>
      verdict.outcome === "holds" ? [] : [[id, `${verdict.outcome}: ${verdict.reason}`]],
    ),
  );
}

/** A report as text for a terminal or a log: failures first, then whatever else is not known to hold, then counts. */
import { escapeControls, formatDuration, textWidth, toGraphemes, wrapText } from "../../internal/index.ts";
import type { FrameRecord } from "../../platform/index.ts";
import type { Outcome } from "../audit.ts";
import type { AuditResult, CheckReport } from "../report.ts";
import { auditOf } from "./audit-of.ts";
import { type Conclusion, conclude } from "./conclusion.ts";
import { formatDate, formatMoment, isTelling } from "./frame-facts.ts";
import { byGroup, describeCounts, levels, outcomes, outcomeTitles, type ResultOf, resultsOf } from "./outcomes.ts";

export type Ink = "plain" | "strong" | "dim" | "bad" | "warning" | "good";

/** What makes the difference between a terminal and a log. */
export interface TextStyle {
  paint(text: string, ink: Ink): string;
  /** One character each. */
  readonly marks: Readonly<Record<Outcome | "to-server" | "from-server", string>>;
}

const outcomeInks: Readonly<Record<Outcome, Ink>> = {
  fails: "bad",
  "could-not-tell": "warning",
  "not-applicable": "dim",
  holds: "good",
};

const conclusionInks: Readonly<Record<Conclusion["kind"], Ink>> = {
  sound: "good",
  unsound: "bad",
  unreached: "bad",
  "given-up": "warning",
};

const fewestColumns = 40;
/** Longer lines are hard to read, however wide the terminal. */
const mostColumns = 110;
/** With less beside a lead, text goes below it. */
const leastTextColumns = 24;
/** A type is whatever the server wrote there. */
const mostTypeColumns = 30;
/** Messages of a failure that are shown of its beginning and of its end each; a page holds them all. */
const shownFrames = 4;
/** One reason that keeps more audits than this from being tried is told with their groups instead. */
const mostNames = 16;

export function renderText(report: CheckReport, style: TextStyle, columns = 80): string {
  const page = new TextPage(style, Math.min(mostColumns, Math.max(fewestColumns, columns)));
  page.head(report);
  for (const result of resultsOf(report, "fails")) page.failure(result);
  page.reasons("could-not-tell", resultsOf(report, "could-not-tell"));
  page.reasons("not-applicable", resultsOf(report, "not-applicable"));
  page.held(resultsOf(report, "holds"));
  page.groups(report);
  page.conclusion(report);
  return `${page.lines.join("\n")}\n`;
}

class TextPage {
  readonly lines: string[] = [];
  readonly #style: TextStyle;
  readonly #columns: number;

  constructor(style: TextStyle, columns: number) {
    this.#style = style;
    this.#columns = columns;
  }

  head({ url, startedAtMs, durationMs, isQuick, results }: CheckReport): void {
    this.#write("", `Check of ${oneLine(url)}`, "strong");
    const kind = isQuick ? "quick, " : "";
    this.#write(
      "",
      `${formatDate(startedAtMs)}, ${kind}${results.length} audits in ${formatDuration(durationMs)}`,
      "dim",
    );
  }

  failure(result: ResultOf<"fails">): void {
    const { id, level, title, verdict } = result;
    const audit = auditOf(result);
    this.#blank();
    const { marks, paint } = this.#style;
    this.lines.push(`${paint(`${marks.fails} ${level.padEnd(6)}`, level === "MUST" ? "bad" : "warning")}  ${id}`);
    this.#write("  ", oneLine(title), "strong");
    this.#write("  ", oneLine(verdict.reason));
    const rows = [
      ["sent", verdict.sent],
      ["came back", verdict.received],
      ["platform", audit?.why],
      ["to do", audit?.advice],
    ] as const;
    if (rows.some(([, text]) => text !== undefined)) this.#blank();
    for (const [name, text] of rows) {
      if (text !== undefined) this.#write(`  ${name.padEnd(9)}  `, oneLine(text));
    }
    if (verdict.frames.length > 0) this.#frames(verdict.frames);
  }

  /** Each reason once, with the audits that it kept from being tried: one fault often stands behind many. */
  reasons(outcome: "could-not-tell" | "not-applicable", results: readonly ResultOf<typeof outcome>[]): void {
    if (results.length === 0) return;
    this.#heading(outcome, results.length);
    const shortReasonOf = ({ verdict }: (typeof results)[number]): string => verdict.reason.split(/\r?\n/)[0] ?? "";
    for (const reason of new Set(results.map(shortReasonOf))) {
      this.#write("  ", oneLine(reason));
      for (const level of levels) {
        const alike = results.filter((result) => result.level === level && shortReasonOf(result) === reason);
        if (alike.length > 0) this.#write(`    ${level.padEnd(6)}  `, namesOf(alike), "dim");
      }
    }
  }

  /** What holds is only worth a word where something was measured. */
  held(results: readonly ResultOf<"holds">[]): void {
    if (results.length === 0) return;
    this.#heading("holds", results.length);
    const noted = results.flatMap(({ id, verdict: { note } }) =>
      note === undefined ? [] : [`${id} (${oneLine(note)})`],
    );
    const rest = results.length - noted.length;
    const names = [...noted, ...(rest > 0 ? [`${rest} without a note`] : [])];
    this.#write("  ", names.join(", "), "dim");
  }

  groups({ results }: CheckReport): void {
    this.#blank();
    const groups = byGroup(results);
    const titleWidth = Math.max(0, ...groups.map(({ title }) => title.length));
    const barWidth = Math.max(0, ...groups.map(({ results: inGroup }) => inGroup.length));
    const room = this.#columns - titleWidth - barWidth - 6;
    for (const { title, results: inGroup } of groups) {
      const sorted = outcomes.flatMap((outcome) => inGroup.filter(({ verdict }) => verdict.outcome === outcome));
      const bar = sorted.map(({ verdict }) => this.#mark(verdict.outcome)).join("");
      const head = `  ${title.padEnd(titleWidth)}  ${bar}`;
      const counts = describeCounts(inGroup);
      if (counts.length <= room) {
        this.lines.push(`${head}${" ".repeat(barWidth + 2 - sorted.length)}${this.#style.paint(counts, "dim")}`);
      } else {
        this.lines.push(head);
        this.#write("    ", counts, "dim");
      }
    }
  }

  conclusion(report: CheckReport): void {
    const { kind, sentence } = conclude(report);
    this.#blank();
    this.#write("", sentence, conclusionInks[kind]);
  }

  #frames(frames: readonly FrameRecord[]): void {
    const left = frames.length - 2 * shownFrames;
    this.#blank();
    for (const [index, frame] of frames.entries()) {
      if (left > 0 && index === shownFrames) {
        this.#write("    ", `… ${left} more; the html reporter shows them all`, "dim");
      }
      if (left <= 0 || index < shownFrames || index >= frames.length - shownFrames) this.#frame(frame);
    }
  }

  #frame(frame: FrameRecord): void {
    const { atMs, direction, responseId, type, verdict, findings } = frame;
    const { paint, marks } = this.#style;
    const id = responseId === undefined ? "" : ` #${responseId}`;
    const remarks = [...(verdict === "dropped" || verdict === "lost" ? [verdict] : []), ...findings];
    const head = `${formatMoment(atMs)} ${marks[direction]} ${cut(oneLine(type), mostTypeColumns)}${id}  `;
    const start = `    ${paint(head, "dim")}${paint(remarks.join(", "), "warning")}`;
    const text = oneLine(frame.text);
    const room = this.#columns - 4 - textWidth(head);
    if (!isTelling(frame) && room >= leastTextColumns) {
      this.lines.push(start + cut(text, room));
    } else {
      // What shows the fault is not at the beginning of a message.
      this.lines.push(start.trimEnd());
      this.#write("      ", cut(text, 3 * (this.#columns - 6)));
    }
  }

  #heading(outcome: Outcome, count: number): void {
    this.#blank();
    this.lines.push(`${this.#mark(outcome)} ${this.#style.paint(`${outcomeTitles[outcome]} (${count})`, "strong")}`);
  }

  #mark(outcome: Outcome): string {
    return this.#style.paint(this.#style.marks[outcome], outcomeInks[outcome]);
  }

  #blank(): void {
    this.lines.push("");
  }

  /** One paragraph; its further lines stand under the text of the first one. */
  #write(lead: string, text: string, ink: Ink = "plain"): void {
    const isCramped = this.#columns - lead.length < leastTextColumns;
    const indent = isCramped ? "    " : " ".repeat(lead.length);
    if (isCramped) this.lines.push(lead.trimEnd());
    for (const [index, row] of wrapText(text, this.#columns - indent.length).entries()) {
      this.lines.push(`${index === 0 && !isCramped ? lead : indent}${this.#style.paint(row, ink)}`);
    }
  }
}

/** Whatever a server sent, on one line and harmless. */
function oneLine(text: string): string {
  return escapeControls(text.replaceAll(/\s*\n\s*/g, " "));
}

function cut(text: string, mostColumns: number): string {
  if (textWidth(text) <= mostColumns) return text;
  let kept = "";
  for (const grapheme of toGraphemes(text.slice(0, mostColumns))) {
    if (textWidth(kept + grapheme) >= mostColumns) break;
    kept += grapheme;
  }
  return `${kept}…`;
}

function namesOf(results: readonly AuditResult[]): string {
  if (results.length <= mostNames) return results.map(({ id }) => id).join(", ");
  return `${results.length} of ${[...new Set(results.map(({ group }) => group))].join(", ")}`;
}

/** Draws a call while it is spoken: words appear as they are heard, above the row where the caller types. */

import { textWidth, wrapText } from "../../internal/index.ts";
import { Drawing, type DrawingTerminal } from "./drawing.ts";
import { type EditedLine, viewOfLine } from "./line-editor.ts";
import { type AsideLine, describeUnheard, type NoteLevel, type Page } from "./page.ts";
import { createPaint, type Paint } from "./paint.ts";

const indent = "       ";
const labels = { agent: "agent  ", caller: "you    " } as const;
const promptMark = "> ";

type Speaker = keyof typeof labels;

export class TerminalPage implements Page {
  readonly #drawing: Drawing;
  readonly #paint: Paint;
  /** Whose words stand in the live row. When both talk, it is the agent's: the caller's come when they are done. */
  #speaker: Speaker | undefined;
  /** What the live row says. */
  #row = "";
  /** Rows of the same speech stand above it already. */
  #goesOn = false;

  constructor(terminal: DrawingTerminal, colours: boolean) {
    this.#drawing = new Drawing(terminal);
    this.#paint = createPaint(colours);
  }

  /** Shows the row where the caller types, or takes it away. */
  setPrompt(line: EditedLine | undefined): void {
    if (line === undefined) {
      this.#drawing.setPrompt(undefined);
      return;
    }
    const view = viewOfLine(line, this.#drawing.width - promptMark.length);
    const text = `${this.#paint.caller(promptMark)}${view.text}`;
    this.#drawing.setPrompt({ text, column: promptMark.length + view.column });
  }

  note(text: string, level: NoteLevel = "plain"): void {
    const rows = wrapText(text, this.#drawing.width - indent.length - 2);
    const mark = level === "plain" ? this.#paint.dim("·") : this.#paint[level]("!");
    this.#keep(rows.map((row, index) => `${indent}${index === 0 ? mark : " "} ${this.#paint.dim(row)}`));
  }

  callerSoFar(text: string): void {
    if (this.#speaker === "agent") return;
    this.#speaker = "caller";
    const rows = wrapText(text, this.#roomForWords);
    // The end is what is new.
    this.#goesOn = rows.length > 1;
    this.#row = rows.at(-1) ?? "";
    this.#drawing.setLiveRow(this.#liveRow);
  }

  callerSaid(text: string): void {
    if (this.#speaker === "caller") this.#silence();
    const rows = wrapText(text, this.#roomForWords);
    this.#keep(rows.map((row, index) => `${index === 0 ? this.#label("caller") : indent}${row}`));
  }

  agentStarts(): void {
    this.#silence();
    this.#speaker = "agent";
    this.#drawing.setLiveRow(this.#liveRow);
  }

  agentSays(word: string): void {
    const longer = this.#row === "" ? word.trimStart() : this.#row + word;
    if (textWidth(longer.trimEnd()) <= this.#roomForWords) {
      this.#row = longer;
      this.#drawing.setLiveRow(this.#liveRow);
      return;
    }
    const rows = wrapText(longer.trimEnd(), this.#roomForWords);
    const last = rows.pop() ?? "";
    const kept = rows.map((row, index) => `${index === 0 && !this.#goesOn ? this.#label("agent") : indent}${row}`);
    this.#goesOn = true;
    this.#row = /\s$/.test(word) ? `${last} ` : last;
    this.#drawing.keep(kept, this.#liveRow);
  }

  agentStops(unheard: string | undefined, times: string): void {
    const spoken = this.#row.trimEnd();
    const isNamed = this.#goesOn || (spoken === "" && unheard === undefined);
    const label = isNamed ? indent : this.#label("agent");
    const cutOff = unheard === undefined ? "" : describeUnheard(unheard);
    // The times go to the next row as one, rather than apart.
    const aside = times === "" ? "" : ` \u00a0${times.replaceAll(" ", "\u00a0")}`;
    const rows = wrapText(`${spoken}${cutOff}${aside}`, this.#roomForWords);
    // Only what was heard is in full ink.
    let heard = spoken.length;
    const lines = rows.map((row, index) => {
      const ink = row.slice(0, Math.max(0, heard));
      heard -= row.length + 1;
      const faint = row.slice(ink.length);
      return `${index === 0 ? label : indent}${ink}${this.#paint.dim(ink === "" ? faint.trimStart() : faint)}`;
    });
    this.#silence();
    this.#drawing.keep(lines, "");
  }

  write(lines: readonly AsideLine[]): void {
    this.#keep(lines.flatMap((line) => this.#toRows(line)));
  }

  get #roomForWords(): number {
    return this.#drawing.width - indent.length;
  }

  #toRows({ text, ink = "plain" }: AsideLine): string[] {
    const lead = this.#leadOf(text);
    const rows = wrapText(text.slice(lead.length), this.#drawing.width - lead.length);
    const paint = this.#paint[ink];
    // A mark is enough: whole lines in colour are no longer read.
    const hasMark = lead.trim() !== "";
    return rows.map((row, index) => {
      const start = index === 0 ? lead : " ".repeat(lead.length);
      return hasMark && ink !== "dim" ? `${paint(start)}${row}` : paint(`${start}${row}`);
    });
  }

  /** What further rows of a line leave room for: its indent, a mark, or the left column of a table. */
  #leadOf(text: string): string {
    const [indented = ""] = /^\s*(?:[!·] )?/.exec(text) ?? [];
    const [column = ""] = /^\s*\S+(?: \S+)* {2,}/.exec(text) ?? [];
    return column.length > this.#drawing.width / 2 ? indented : column || indented;
  }

  get #liveRow(): string {
    if (this.#speaker === undefined) return "";
    return `${this.#goesOn ? indent : this.#label(this.#speaker)}${this.#row}`;
  }

  #silence(): void {
    this.#speaker = undefined;
    this.#row = "";
    this.#goesOn = false;
  }

  /** Writes rows below what the agent has said so far; the caller's unfinished words stay the last. */
  #keep(rows: readonly string[]): void {
    const said = this.#speaker === "agent" && this.#row.trim() !== "" ? [this.#liveRow.trimEnd()] : [];
    if (this.#speaker === "agent") {
      // Below other lines the agent is named again.
      this.#row = "";
      this.#goesOn = false;
    }
    this.#drawing.keep([...said, ...rows], this.#liveRow);
  }

  #label(speaker: Speaker): string {
    return this.#paint[speaker](labels[speaker]);
  }
}

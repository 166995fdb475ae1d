/** Draws a call while it is spoken: words appear as they are heard, above the row where the caller types. */
import { Drawing, type DrawingTerminal } from "./drawing.ts";
import { type EditedLine, viewOfLine } from "./line-editor.ts";
import { describeUnheard, type NoteLevel, type Page } from "./page.ts";
import { createPaint, type Paint } from "./paint.ts";
import { textWidth, wrapText } from "./text-width.ts";

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
    // The agent, who talked on, is named again below the caller's words.
    this.#goesOn = false;
    this.#drawing.setLiveRow(this.#liveRow);
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
    const label = this.#goesOn ? indent : this.#label("agent");
    const cutOff = unheard === undefined ? "" : describeUnheard(unheard);
    const rows = wrapText(`${spoken}${cutOff}${times === "" ? "" : `  ${times}`}`, this.#roomForWords);
    // Only what was heard is in full ink.
    let heard = spoken.length;
    const lines = rows.map((row, index) => {
      const ink = row.slice(0, Math.max(0, heard));
      heard -= row.length + 1;
      return `${index === 0 ? label : indent}${ink}${this.#paint.dim(row.slice(ink.length))}`;
    });
    this.#silence();
    this.#drawing.keep(lines, "");
  }

  write(lines: readonly string[]): void {
    this.#keep([]);
    this.#silence();
    this.#drawing.keep(lines, "");
  }

  get #roomForWords(): number {
    return this.#drawing.width - indent.length;
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
    if (said.length > 0) {
      this.#row = "";
      this.#goesOn = true;
    }
    this.#drawing.keep([...said, ...rows], this.#liveRow);
  }

  #label(speaker: Speaker): string {
    return this.#paint[speaker](labels[speaker]);
  }
}

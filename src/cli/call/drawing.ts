/** The last two rows of a terminal as drawn anew in place: what is being said, and what is being typed. */

/** The part of a terminal that drawing needs. */
export interface DrawingTerminal {
  write(text: string): void;
  /** At least 20. */
  readonly columns: number;
}

/** What stands in the row where somebody types. */
export interface PromptRow {
  readonly text: string;
  /** The column where the cursor blinks, from 0. */
  readonly column: number;
}

export class Drawing {
  readonly #terminal: DrawingTerminal;
  #liveRow = "";
  #prompt: PromptRow | undefined;
  /** How many rows the cursor stands below the first one that is drawn anew. */
  #cursorRow = 0;

  constructor(terminal: DrawingTerminal) {
    this.#terminal = terminal;
  }

  /** Columns that a row may take: the last one stays free, for terminals differ in what happens after it. */
  get width(): number {
    return this.#terminal.columns - 1;
  }

  /** Shows what is being said; "" takes the row away. */
  setLiveRow(row: string): void {
    this.#liveRow = row;
    this.#draw([]);
  }

  setPrompt(prompt: PromptRow | undefined): void {
    this.#prompt = prompt;
    this.#draw([]);
  }

  /**
   * Writes rows that stay, above what is drawn anew.
   * @param liveRow replaces what is being said in the same stroke.
   */
  keep(rows: readonly string[], liveRow: string = this.#liveRow): void {
    this.#liveRow = liveRow;
    this.#draw(rows);
  }

  #draw(kept: readonly string[]): void {
    const home = `\r${this.#cursorRow > 0 ? `\u001b[${this.#cursorRow}A` : ""}\u001b[J`;
    const rows = kept.map((row) => `${row}\n`).join("");
    const live = this.#liveRow;
    const prompt = this.#prompt;
    this.#cursorRow = live !== "" && prompt !== undefined ? 1 : 0;
    const typed =
      prompt === undefined
        ? ""
        : `${live === "" ? "" : "\n"}${prompt.text}\r${prompt.column > 0 ? `\u001b[${prompt.column}C` : ""}`;
    // In one write, or the eye sees the rows go and come.
    this.#terminal.write(`${home}${rows}${live}${typed}`);
  }
}

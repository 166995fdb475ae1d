/** A terminal for tests: understands the few sequences that are sent to it, and shows what a person would see. */

export interface TerminalEmulator {
  write(text: string): void;
  columns: number;
  /** The rows from the first one ever written, without colours; empty ones at the end are left out. */
  readonly rows: string[];
  /** The same with colours, as `<code>text<0>`. */
  readonly colouredRows: string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

export function createTerminalEmulator(columns = 60): TerminalEmulator {
  const cells: { text: string; code: string }[][] = [[]];
  let row = 0;
  let column = 0;
  let code = "0";

  const type = (text: string): void => {
    if (text === "\r") {
      column = 0;
      return;
    }
    if (text === "\n") {
      row += 1;
      column = 0;
      cells[row] ??= [];
      return;
    }
    // A real one would go on in the next row: nothing that is drawn anew may rely on that.
    if (column >= terminal.columns) throw new Error(`row ${row} is longer than ${terminal.columns} columns`);
    const cellsOfRow = cells[row] ?? [];
    cells[row] = cellsOfRow;
    while (cellsOfRow.length < column) cellsOfRow.push({ text: " ", code: "0" });
    cellsOfRow[column] = { text, code };
    column += 1;
  };

  const obey = (parameter: string, command: string): void => {
    const count = Number(parameter || "1");
    if (command === "m") code = parameter;
    else if (command === "A") row = Math.max(0, row - count);
    else if (command === "C") column += count;
    else if (command === "J") {
      cells.length = row + 1;
      cells[row]?.splice(column);
    } else throw new Error(`the sequence ${parameter}${command} is unknown`);
  };

  const terminal: TerminalEmulator = {
    columns,
    write(text) {
      const [plain = "", ...sequences] = text.split("\u001b[");
      for (const character of plain) type(character);
      for (const sequence of sequences) {
        const [, parameter = "", command = "", rest = ""] = /^([\d;]*)(.)(.*)$/s.exec(sequence) ?? [];
        obey(parameter, command);
        for (const character of rest) type(character);
      }
    },
    get rows() {
      return trimEnd(
        cells.map((cellsOfRow) =>
          cellsOfRow
            .map((cell) => cell.text)
            .join("")
            .trimEnd(),
        ),
      );
    },
    get colouredRows() {
      return trimEnd(
        cells.map((cellsOfRow) =>
          cellsOfRow
            .map((cell, index) => {
              const before = cellsOfRow[index - 1]?.code ?? "0";
              return `${cell.code === before ? "" : `<${cell.code}>`}${cell.text}`;
            })
            .join("")
            .trimEnd(),
        ),
      );
    },
    get cursor() {
      return { row, column };
    },
  };
  return terminal;
}

function trimEnd(rows: string[]): string[] {
  while (rows.at(-1) === "") rows.pop();
  return rows;
}

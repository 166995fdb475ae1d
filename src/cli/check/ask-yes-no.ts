/** A question to whoever sits at the terminal. */
import { wrapText } from "../../internal/index.ts";
import type { CliInput } from "../context.ts";
import type { ScreenTerminal } from "../screen.ts";

/** Anything but a yes is a no; so is the end of the input. */
export function askYesNo(question: string, input: CliInput, terminal: ScreenTerminal): Promise<boolean> {
  return new Promise((resolve) => {
    let typed = "";
    const answer = (): void => {
      input.off("data", take);
      input.off("end", answer);
      // Otherwise it keeps the process waiting for more.
      input.pause();
      resolve(/^\s*y(es)?\s*$/i.test(typed));
    };
    const take = (part: string | Buffer): void => {
      typed += part.toString();
      if (/[\r\n]/.test(typed)) answer();
    };
    input.on("data", take);
    input.on("end", answer);
    terminal.write(wrapText(question, terminal.columns - 1).join("\n"));
    input.resume();
  });
}

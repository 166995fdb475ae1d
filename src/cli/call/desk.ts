/** Where a call is followed and steered from: what the terminal, or whatever stands in for it, allows. */
import type { CliContext, CliInput } from "../context.ts";
import type { CallOptionValues } from "../options/index.ts";
import { type CallView, createJsonView, createPersonView } from "./call-view.ts";
import type { KeyInput } from "./keyboard-caller.ts";
import { createPlainPage } from "./plain-page.ts";
import { TerminalPage } from "./terminal-page.ts";

/** How the caller's words come in. */
export type Typing =
  /** Not at all: they are in the options, or there is nothing to read. */
  | { readonly by: "script" }
  /** Key by key, on the page that shows the call. */
  | { readonly by: "keys"; readonly input: KeyInput; readonly page: TerminalPage }
  /** By finished lines: a program's wait for their turn, a person's are said at once. */
  | { readonly by: "lines"; readonly input: CliInput; readonly waitsForTurn: boolean };

export interface Desk {
  readonly view: CallView;
  readonly typing: Typing;
}

export function createDesk(options: Pick<CallOptionValues, "say" | "json">, context: CliContext): Desk {
  const { screen, input } = context;
  const page =
    screen.terminal === undefined ? createPlainPage(screen.print) : new TerminalPage(screen.terminal, screen.colours);
  const typing = chooseTyping(options, input, page instanceof TerminalPage && !options.json ? page : undefined);
  const view = options.json ? createJsonView(screen) : createPersonView({ page, callerTypes: typing.by === "keys" });
  return { view, typing };
}

function chooseTyping(
  options: Pick<CallOptionValues, "say">,
  input: CliInput | undefined,
  page: TerminalPage | undefined,
): Typing {
  if (options.say.length > 0 || input === undefined) return { by: "script" };
  if (page !== undefined && isKeyInput(input)) return { by: "keys", input, page };
  return { by: "lines", input, waitsForTurn: input.isTTY !== true };
}

function isKeyInput(input: CliInput): input is CliInput & KeyInput {
  return input.isTTY === true && input.setRawMode !== undefined;
}

/** Serves the dashboard alone until it is told to stop. */
import { createConsole, listenForPages } from "../console/index.ts";
import { ReparteeError } from "../errors.ts";
import { createLog } from "../observe/index.ts";
import type { CommandInput } from "./command.ts";
import type { CommonOptionValues, ConsoleOptionValues } from "./options/index.ts";
import { readPackageFacts } from "./package-facts.ts";
import { stopOnSignal } from "./stopping.ts";

type ConsoleInput = CommandInput<CommonOptionValues & ConsoleOptionValues>;

/** Resolves with the exit code once the page is gone. */
export async function serveConsole({ options, positionals, context }: ConsoleInput): Promise<number> {
  const { screen, clock } = context;
  const [targetUrl] = positionals;
  if (targetUrl !== undefined && !/^(?:wss?|https?):\/\/./.test(targetUrl)) {
    const message = `"${targetUrl}" is no URL of a server; write it like ws://localhost:8080/llm-websocket`;
    throw new ReparteeError("bad-option", message);
  }
  const log = createLog({
    format: "pretty",
    level: options.logLevel,
    write: screen.print,
    colours: screen.colours,
    clock,
  });
  const pages = createConsole({
    version: readPackageFacts().version,
    ...(targetUrl === undefined ? {} : { targetUrl }),
  });
  const listener = await listenForPages(pages, { port: options.port, log });
  // Calls from here are nobody's livelihood: there is nothing to wait for.
  const stopping = stopOnSignal({ drain: async () => undefined, close: listener.close }, context, {
    drainTimeoutMs: 0,
  });
  try {
    screen.print(`The dashboard is at ${listener.url} on this machine. Ctrl-C stops.`);
    return await stopping.exitCode;
  } finally {
    stopping.dispose();
    await listener.close();
  }
}

/** A server with its dashboard, and pages without a browser, over real sockets. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallEvent } from "repartee/platform";
import { connectTestClient, startTestServer, type TestServer } from "repartee/testing";
import type {
  CallerAction,
  CallSummary,
  ConsoleMessage,
  Hello,
  PageMessage,
  PlaceCall,
} from "../../src/console/feed.ts";
import { type Console, type ConsoleOptions, createConsole } from "../../src/console/index.ts";
import type { ServerOptions } from "../../src/server/index.ts";

/** What a build would have put there. */
export const builtPage = {
  "index.html": '<!doctype html><title>Repartee</title><script type="module" src="./assets/index-abc.js"></script>',
  "viewer.html": '<!doctype html><script type="application/json" id="recording"></script>',
  "assets/index-abc.js": "run();",
};

export function createPageFolder(files: Readonly<Record<string, string>> = builtPage): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), "repartee-console-"));
  mkdirSync(join(path, "assets"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export interface ServerWithConsole extends AsyncDisposable {
  readonly server: TestServer;
  readonly pages: Console;
  /** Where the page is. */
  readonly pageUrl: string;
}

export async function startWithConsole(
  serverOptions: ServerOptions,
  options: Partial<ConsoleOptions> = {},
): Promise<ServerWithConsole> {
  const folder = createPageFolder();
  let url = "";
  const pages = createConsole({
    version: "1.2.3",
    pageFolder: folder.path,
    ownServer: { url: () => url, ...(serverOptions.secret === undefined ? {} : { secret: serverOptions.secret }) },
    ...options,
  });
  const server = await startTestServer({ ...serverOptions, pages, observer: pages.observer });
  url = server.url;
  return {
    server,
    pages,
    pageUrl: `${server.httpUrl}/${options.token === undefined ? "" : `console/${options.token}/`}`,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

/** Both sides speak so fast, and the platform waits so little, that a call takes a moment. */
export const hasty: Pick<PlaceCall, "model"> = {
  model: { agentCharactersPerSecond: 3_000, endpointBaseMs: 20, earlyRequests: false, askAgainDelayMs: 1 },
};

export interface ConsolePage extends Disposable {
  readonly hello: Hello;
  /** Every event of the call that came in so far. */
  eventsOf(id: string): readonly CallEvent[];
  send(message: PageMessage): void;
  act(id: string, action: CallerAction): void;
  /** Waits for a message; those before it are taken in on the way. */
  until<Type extends ConsoleMessage["type"]>(
    type: Type,
    fits?: (message: Extract<ConsoleMessage, { type: Type }>) => boolean,
  ): Promise<Extract<ConsoleMessage, { type: Type }>>;
  /** Waits until an event of the call fits, of all that came in; @returns the first. */
  untilEvent<Type extends CallEvent["type"]>(
    id: string,
    type: Type,
    fits?: (event: Extract<CallEvent, { type: Type }>) => boolean,
  ): Promise<Extract<CallEvent, { type: Type }>>;
  /** Waits for the call to be over, with its report in. */
  untilOver(id: string): Promise<CallSummary>;
  /** @returns the id of the call. */
  place(fields: Omit<PlaceCall, "type" | "requestId">): Promise<string>;
  readonly closed: Promise<{ code: number }>;
}

export async function openPage(pageUrl: string, headers: Readonly<Record<string, string>> = {}): Promise<ConsolePage> {
  const url = new URL("console/feed", pageUrl.replace(/^http/, "ws")).href;
  const client = await connectTestClient(url, { headers });
  const events = new Map<string, CallEvent[]>();
  const takeNext = async (): Promise<ConsoleMessage> => {
    const message = (await client.next()) as object as ConsoleMessage;
    if (message.type === "call-events") events.set(message.id, [...(events.get(message.id) ?? []), ...message.events]);
    return message;
  };
  let requestCount = 0;
  const page: ConsolePage = {
    hello: (await takeNext()) as Hello,
    eventsOf: (id) => events.get(id) ?? [],
    send: (message) => client.send(message),
    act: (id, action) => client.send({ type: "act", id, action }),
    async until(type, fits = () => true) {
      for (;;) {
        const message = await takeNext();
        const wanted = message as Extract<ConsoleMessage, { type: typeof type }>;
        if (message.type === type && fits(wanted)) return wanted;
      }
    },
    async untilEvent(id, type, fits = () => true) {
      for (;;) {
        const found = page.eventsOf(id).find((event): event is Extract<CallEvent, { type: typeof type }> => {
          return event.type === type && fits(event as Extract<CallEvent, { type: typeof type }>);
        });
        if (found !== undefined) return found;
        await takeNext();
      }
    },
    async untilOver(id) {
      const fits = ({ call }: { call: CallSummary }) => call.id === id && call.state === "ended";
      return (await page.until("call-updated", fits)).call;
    },
    async place(fields) {
      const requestId = `request-${++requestCount}`;
      client.send({ type: "place-call", requestId, ...fields });
      return (await page.until("placed", (message) => message.requestId === requestId)).id;
    },
    closed: client.closed,
    [Symbol.dispose]: () => client[Symbol.dispose](),
  };
  return page;
}

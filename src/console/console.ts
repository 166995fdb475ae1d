/** The local dashboard's back end: serves the page, places its calls, and shows it what happens in every call. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { defaultModel, defaultSettings, findingKinds } from "../platform/index.ts";
import { createSocketServer, refuse, type ServerPages } from "../server/index.ts";
import type { SessionObserver } from "../session/index.ts";
import { createAccess } from "./access.ts";
import { CallList } from "./call-list.ts";
import { Checks } from "./checks.ts";
import type { Hello } from "./feed.ts";
import { type ConsoleOptions, resolveConsoleOptions } from "./options.ts";
import { createOwnServer } from "./own-server.ts";
import { Page } from "./page.ts";
import { createPlatformCalls } from "./platform-calls.ts";
import { openRecording } from "./recordings.ts";
import { createResources } from "./resources.ts";
import { WebCalls } from "./web-calls.ts";

export interface Console extends ServerPages {
  /** Watches the calls that platforms place to the server; give it to that server. */
  readonly observer: SessionObserver;
}

/**
 * @throws ReparteeError `bad-option` when an option cannot be used.
 * @example
 * const pages = createConsole({ version: "1.0.0", ownServer: { url: () => "ws://localhost:3000/llm-websocket/" } });
 * const server = createServer({ agent, admitLoopback: true, pages, observer: pages.observer });
 */
export function createConsole(options: ConsoleOptions): Console {
  const resolved = resolveConsoleOptions(options);
  const { version, clock, orphanTimeoutMs, maxMessageBytes, maxPagesCount, maxWebCallsCount, targetUrl } = resolved;
  const ownServer = resolved.ownServer === undefined ? undefined : createOwnServer(resolved.ownServer);
  const access = createAccess(resolved.token);
  const list = new CallList(clock, resolved);
  // Another run of this program must not know a page's calls by the same names.
  const run = randomUUID().slice(0, 8);
  let lastId = 0;
  const newId = (): string => `${run}-${++lastId}`;
  const webCalls = new WebCalls({ ...resolved, ownServer, list, limits: resolved, newId });
  // Where the page has a token, it is opened from elsewhere: what runs beside it may be in service.
  const checks = new Checks({ ...resolved, ownServer, mayLoad: resolved.token === undefined, newId });
  const observer = createPlatformCalls({
    clock,
    list,
    limits: resolved,
    newId,
    ownRecordOf: (callId) => webCalls.recordOf(callId),
    isOfCheck: (callId) => checks.has(callId),
  });
  const resources = createResources({ folder: resolved.pageFolder, version, list, checks });
  const sockets = createSocketServer(maxMessageBytes);
  const pages = new Set<Page>();

  const hello = (): Hello => ({
    type: "hello",
    version,
    ...(ownServer === undefined ? {} : { ownUrl: ownServer.url() }),
    ...(targetUrl === undefined ? {} : { targetUrl }),
    calls: list.summaries,
    reportIds: checks.reportIds,
    settings: defaultSettings,
    model: defaultModel,
    findingKinds,
    limits: { maxWebCalls: maxWebCallsCount, maxMessageBytes, orphanTimeoutMs },
  });

  const openPage = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (pages.size >= maxPagesCount) {
      refuse(socket, { status: 503, reason: `${maxPagesCount} pages are open: close one.` });
      return;
    }
    sockets.accept(request, socket, head, {
      attach(sessionSocket) {
        const page = new Page(sessionSocket, {
          clock,
          list,
          webCalls,
          checks,
          hello,
          openRecording: (text) => openRecording(text, newId(), resolved),
        });
        pages.add(page);
        return {
          receive: (bytes, isBinary) => page.receive(bytes, isBinary),
          closed() {
            pages.delete(page);
            page.closed();
          },
        };
      },
      // The close says it to the page; nobody else is concerned.
      onBrokenFrame: () => undefined,
      onBrokenHandshake: () => refuse(socket, { status: 400, reason: "This is no WebSocket handshake." }),
    });
  };

  return {
    observer,
    handleRequest(request: IncomingMessage, response: ServerResponse) {
      const path = access.pathOf(request);
      return path !== undefined && resources.handle(path, request, response);
    },
    handleUpgrade(request, socket, head) {
      if (access.pathOf(request) !== "console/feed") return false;
      socket.on("error", () => socket.destroy());
      openPage(request, socket, head);
      return true;
    },
    close() {
      webCalls.close();
      checks.close();
      sockets.terminateAll();
      list.close();
    },
  };
}

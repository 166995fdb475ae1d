/** Serves a console on a port of its own, for calls to servers that run elsewhere. */
import type { IncomingMessage } from "node:http";
import type { Log } from "../observe/index.ts";
import { createListener, isFromThisMachine, type Refusal, refuse, sendRefusal } from "../server/index.ts";
import type { Console } from "./console.ts";

export interface ConsoleListenerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Where faults of the listening itself are noted. */
  readonly log: Log;
}

export interface ConsoleListener {
  /** The page's address. */
  readonly url: string;
  /** At once: hangs up every call, and stops listening. */
  close(): Promise<void>;
}

/** How long a request may take to arrive. */
const handshakeTimeoutMs = 10_000;
const maxHttpConnections = 64;

/** @throws ReparteeError `port-in-use` or `address-unavailable`. */
export async function listenForPages(pages: Console, options: ConsoleListenerOptions): Promise<ConsoleListener> {
  const listener = createListener({
    ...options,
    host: "localhost",
    tls: undefined,
    handshakeTimeoutMs,
    maxHttpConnections,
    onRequest(request, response) {
      if (!pages.handleRequest(request, response)) sendRefusal(request, response, whyNot(request));
    },
    onUpgrade(request, socket, head) {
      if (pages.handleUpgrade(request, socket, head)) return;
      socket.on("error", () => socket.destroy());
      refuse(socket, whyNot(request));
    },
  });
  const { port } = await listener.open();
  return {
    url: `http://localhost:${port}/`,
    close() {
      pages.close();
      return listener.close();
    },
  };
}

function whyNot(request: IncomingMessage): Refusal {
  if (isFromThisMachine(request)) return { status: 404, reason: "There is nothing here." };
  return { status: 403, reason: "This page is only for the machine that it runs on, under the name localhost." };
}

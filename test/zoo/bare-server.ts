/** A server after the guide's own steps, written with bare `ws`: each step can be replaced by a broken one. */
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { CallEvent, Caller, DisconnectionReason, FindingCode, PlatformCall } from "../../src/platform/index.ts";

/** What the platform sends, as a server sees it that checks nothing. */
export interface Incoming {
  readonly interaction_type: string;
  readonly response_id?: number;
  readonly timestamp?: number;
}

export interface Steps {
  /** The connection is open; the first of a server has index 0. */
  onOpen?(socket: WebSocket, index: number): void;
  /** A response or reminder is wanted. */
  onRequest?(socket: WebSocket, responseId: number): void;
  onPing?(socket: WebSocket, timestamp: number): void;
  onUpdate?(socket: WebSocket): void;
}

/** A server that breaks one rule, and what the report of a call must say of it. */
export interface Exhibit {
  readonly steps: Steps;
  /** Exactly these codes, in any order. */
  readonly findings: readonly FindingCode[];
  /** @default "user_hangup" */
  readonly reason?: DisconnectionReason;
  /** @default one who asks, thanks and hangs up */
  readonly caller?: () => Caller;
  readonly onEvent?: (event: CallEvent, call: PlatformCall) => void;
  /** False turns every connection away. @default true */
  readonly accepts?: boolean;
}

export const guideSteps: Required<Steps> = {
  onOpen: (socket) => send(socket, response(0, "How may I help you?")),
  onRequest: (socket, responseId) => send(socket, response(responseId, "We are open from nine to five.")),
  onPing: () => undefined,
  onUpdate: () => undefined,
};

export interface BareServer extends AsyncDisposable {
  readonly url: string;
}

export async function startBareServer(steps: Steps, accepts = true): Promise<BareServer> {
  const { onOpen, onRequest, onPing, onUpdate } = { ...guideSteps, ...steps };
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, verifyClient: () => accepts });
  let connections = 0;
  server.on("connection", (socket) => {
    socket.on("error", () => undefined);
    socket.on("message", (data) => {
      const { interaction_type: type, response_id, timestamp } = JSON.parse(data.toString()) as Incoming;
      if (type === "ping_pong") onPing(socket, timestamp ?? 0);
      else if (type === "update_only") onUpdate(socket);
      else if (response_id !== undefined) onRequest(socket, response_id);
    });
    onOpen(socket, connections++);
  });
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/llm-websocket`,
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function send(socket: WebSocket, event: object): void {
  socket.send(JSON.stringify(event));
}

export function response(responseId: number, content: string, fields: object = {}): object {
  return { response_id: responseId, content, content_complete: true, end_call: false, ...fields };
}

/** The server: takes calls on a port of its own or inside somebody else's server, and lets go of them in good order. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type ErrorCode, ReparteeError } from "../errors.ts";
import type { Timer } from "../internal/index.ts";
import { type Agent, createSession } from "../session/index.ts";
import { parseCallPath } from "./call-path.ts";
import { createCallRegistry } from "./call-registry.ts";
import { createSocketServer, hasNativeUnmasking } from "./connection.ts";
import { toDashboardUrl } from "./dashboard-url.ts";
import { createListener } from "./listener.ts";
import { resolveServerOptions, type ServerOptions } from "./options.ts";
import { createPages, sendRefusal } from "./pages.ts";
import { refusals } from "./refusal.ts";
import { createUpgradeHandler, type UpgradeHandler } from "./upgrade.ts";

/** Where a server listens. */
export interface ListeningAddress {
  readonly port: number;
  readonly host: string;
  /** The URL below which calls come in on this machine, such as "ws://localhost:3000/llm-websocket/"; without the secret. */
  readonly url: string;
}

export interface DrainOptions {
  /** How long running calls may go on, in ms. @default 60000 */
  deadlineMs?: number;
}

export interface ReparteeServer {
  /**
   * Listens on a port of its own. Not needed when the server is mounted in another one.
   * @throws ReparteeError `port-in-use`, `address-unavailable`, `tls-failed` or `server-closed`.
   */
  listen(): Promise<ListeningAddress>;
  /** The one way in for calls: what an `upgrade` event of a Node server gives. Answers refusals, too. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Answers "/", "/healthz" and "/readyz"; false, and untouched, when the path is none of ours. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  /** Whether a request's path and query is one under which calls come in. */
  handlesPath(target: string): boolean;
  /** The next greeting, turn or update asks this agent; turns that run finish on the old one. */
  replaceAgent(agent: Agent): void;
  /**
   * Not ready, no new calls; running calls go on up to the deadline and are then broken off (1006) rather than closed,
   * because only that makes the platform dial again, elsewhere. Pages are answered until `close`.
   */
  drain(options?: DrainOptions): Promise<void>;
  /** At once: breaks off every call and stops listening. */
  close(): Promise<void>;
  /** Calls that are up, those that wait for the platform to dial again included. */
  readonly calls: number;
  /** Takes new calls: neither stopping nor full. */
  readonly ready: boolean;
}

const defaultDeadlineMs = 60_000;

/**
 * @throws ReparteeError `bad-option` when an option cannot be used, `bad-agent` when the agent cannot.
 * @example
 * const server = createServer({ agent, admitLoopback: true });
 * const { url } = await server.listen();
 */
export function createServer(options: ServerOptions): ReparteeServer {
  const resolved = resolveServerOptions(options);
  const { clock, log, observer, path } = resolved;
  let agent = checkAgent(options.agent);
  let stopping = false;
  let closed = false;
  let listening: Promise<ListeningAddress> | undefined;
  let draining: Promise<void> | undefined;

  const calls = createCallRegistry({
    maxCalls: resolved.maxCalls,
    maxCallsPerAddress: resolved.maxCallsPerAddress,
    createSession: (callId, onEnded) =>
      createSession({ callId, agent: () => agent, clock, options: resolved.session, observer, onEnded }),
  });
  const sockets = createSocketServer(resolved.maxFrameBytes);
  const isReady = (): boolean => !stopping && !calls.isFull;
  const onBrokenFrame = (callId: string, code: ErrorCode, message: string): void => {
    try {
      observer.onEvent?.(callId, { type: "problem", code, message, first: true });
    } catch (error) {
      log.error("an observer threw", { callId, error: (error as Error).name });
    }
  };
  const handleCall = createUpgradeHandler({
    gate: resolved.gate,
    calls,
    sockets,
    log,
    isStopping: () => stopping,
    onBrokenFrame,
  });
  const handleUpgrade: UpgradeHandler = (request, socket, head) => {
    if (resolved.pages?.handleUpgrade(request, socket, head) !== true) handleCall(request, socket, head);
  };
  const pages = createPages({
    path,
    publicUrl: resolved.publicUrl,
    isTls: resolved.tls !== undefined,
    hasSecret: resolved.gate.secret !== undefined,
    isReady,
  });
  const handleRequest = (request: IncomingMessage, response: ServerResponse): boolean =>
    resolved.pages?.handleRequest(request, response) === true || pages.handle(request, response);
  const listener = createListener({
    ...resolved,
    host: resolved.host,
    tls: resolved.tls,
    onUpgrade: handleUpgrade,
    onRequest(request, response) {
      if (!handleRequest(request, response)) sendRefusal(request, response, refusals["path-unknown"]);
    },
  });
  if (!hasNativeUnmasking()) log.info("bufferutil is not installed: large messages cost more time than they need to");

  const openListener = async (): Promise<ListeningAddress> => {
    const { port, address: host } = await listener.open();
    const name = host === "::" || host === "0.0.0.0" ? "localhost" : host;
    const scheme = resolved.tls === undefined ? "ws" : "wss";
    const url = toDashboardUrl(`${scheme}://${name.includes(":") ? `[${name}]` : name}:${port}`, path);
    return { port, host, url };
  };

  const drain = async ({ deadlineMs = defaultDeadlineMs }: DrainOptions): Promise<void> => {
    stopping = true;
    log.info("draining", { calls: calls.size, deadlineMs });
    let timer: Timer | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = clock.setTimeout(resolve, deadlineMs);
    });
    await Promise.race([calls.whenEmpty(), deadline]);
    clock.clearTimeout(timer);
    log.info("drained", { brokenOff: calls.size });
    calls.releaseAll();
  };

  return {
    listen() {
      if (closed) return Promise.reject(new ReparteeError("server-closed", "the server was closed: create a new one"));
      listening ??= openListener().catch((error: unknown) => {
        // So that the caller may try again, such as once the port is free.
        listening = undefined;
        throw error;
      });
      return listening;
    },
    handleUpgrade,
    handleRequest,
    handlesPath: (target) => parseCallPath(target, path) !== undefined,
    replaceAgent(next) {
      agent = checkAgent(next);
    },
    drain(drainOptions = {}) {
      draining ??= drain(drainOptions);
      return draining;
    },
    async close() {
      stopping = true;
      closed = true;
      calls.releaseAll();
      sockets.terminateAll();
      resolved.pages?.close();
      // A listener that is only just opening could not be closed yet.
      await listening?.catch(() => undefined);
      await listener.close();
    },
    get calls() {
      return calls.size;
    },
    get ready() {
      return isReady();
    },
  };
}

function checkAgent(agent: Agent): Agent {
  if (typeof agent?.respond === "function") return agent;
  throw new ReparteeError("bad-agent", "agent must be an object with at least respond(turn); see defineAgent");
}

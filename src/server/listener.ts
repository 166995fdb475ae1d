/** The listening sockets: opened on every address that is asked for, closed with everything on them. */
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { ReparteeError } from "../errors.ts";
import type { Log } from "../observe/index.ts";
import { createIdleConnections } from "./idle-connections.ts";
import type { TlsFiles } from "./options.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { UpgradeHandler } from "./upgrade.ts";

export interface ListenerOptions {
  readonly port: number;
  readonly host: string | undefined;
  readonly tls: TlsFiles | undefined;
  readonly handshakeTimeoutMs: number;
  readonly maxHttpConnections: number;
  readonly onRequest: RequestListener;
  readonly onUpgrade: UpgradeHandler;
  readonly log: Log;
}

export interface Listener {
  /** @throws ReparteeError `port-in-use`, `address-unavailable` or `tls-failed`. */
  open(): Promise<AddressInfo>;
  /** At once: whatever is still connected is cut off. */
  close(): Promise<void>;
}

/** Node looks for overdue handshakes this often, in ms. */
const checkIntervalMs = 1_000;
/** What an operating system says when it has no such address: tolerable for the second half of "localhost". */
const noSuchAddress: ReadonlySet<string | undefined> = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"]);

export function createListener(options: ListenerOptions): Listener {
  const idle = createIdleConnections(options.maxHttpConnections);
  const open: HttpServer[] = [];

  const listen = async (port: number, host: string | undefined): Promise<AddressInfo> => {
    const server = createHttp(options);
    server.on("connection", (socket: Socket) => idle.add(socket));
    server.on("upgrade", (request, socket, head) => {
      idle.remove(request.socket);
      options.onUpgrade(request, socket, head);
    });
    server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
      options.log.debug("unusable request", { code: error.code });
      refuse(socket, unusableRequest(error.code));
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
        server.off("error", reject);
        server.on("error", (error) => options.log.error("listening failed", { error: error.message }));
        resolve();
      });
    });
    open.push(server);
    return server.address() as AddressInfo;
  };

  const close = async (): Promise<void> => {
    await Promise.all(
      open.splice(0).map((server) => {
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        return closed;
      }),
    );
  };

  return {
    async open() {
      const { port, host } = options;
      try {
        if (host !== "localhost") return await listen(port, host);
        const address = await listen(port, "127.0.0.1");
        await listen(address.port, "::1").catch((error: NodeJS.ErrnoException) => {
          if (!noSuchAddress.has(error.code)) throw error;
        });
        return address;
      } catch (error) {
        await close();
        throw explain(error as NodeJS.ErrnoException, options);
      }
    },
    close,
  };
}

function createHttp(options: ListenerOptions): HttpServer {
  const limits = {
    headersTimeout: options.handshakeTimeoutMs,
    requestTimeout: options.handshakeTimeoutMs,
    connectionsCheckingInterval: Math.min(checkIntervalMs, options.handshakeTimeoutMs),
  };
  if (options.tls === undefined) return createHttpServer(limits, options.onRequest);
  try {
    const cert = readFileSync(options.tls.certFile);
    const key = readFileSync(options.tls.keyFile);
    const secure = { ...limits, cert, key, handshakeTimeout: options.handshakeTimeoutMs };
    return createHttpsServer(secure, options.onRequest);
  } catch (error) {
    throw new ReparteeError(
      "tls-failed",
      `TLS: ${(error as Error).message}; check that tls.certFile and tls.keyFile are PEM and belong together`,
      { cause: error },
    );
  }
}

function unusableRequest(code: string | undefined): Refusal {
  if (code === "HPE_HEADER_OVERFLOW") return { status: 431, reason: "The headers are too long." };
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return { status: 408, reason: "The request took too long." };
  return { status: 400, reason: "This is no HTTP request." };
}

function explain(error: NodeJS.ErrnoException, { port, host }: ListenerOptions): Error {
  const where = host === undefined ? `port ${port}` : `${host}, port ${port}`;
  switch (error.code) {
    case "EADDRINUSE":
      return new ReparteeError(
        "port-in-use",
        `another program listens on ${where}: stop it, or choose another port (0 takes any that is free)`,
        { cause: error },
      );
    case "EACCES":
      return new ReparteeError(
        "address-unavailable",
        `this user may not listen on ${where}: choose a port from 1024 up, or grant the right to it`,
        { cause: error },
      );
    case "EADDRNOTAVAIL":
    case "EAFNOSUPPORT":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new ReparteeError(
        "address-unavailable",
        `this machine has no address ${where}: leave the host out to listen on all of its addresses`,
        { cause: error },
      );
    default:
      return error;
  }
}

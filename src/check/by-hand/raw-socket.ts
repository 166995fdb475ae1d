/** A bare TCP or TLS connection to the server that is checked. */
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, TLSSocket } from "node:tls";
import { CouldNotTell } from "../audit.ts";
import type { CheckContext } from "../context.ts";

export interface Endpoint {
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
  readonly isSecure: boolean;
}

/** What a URL of the schemes ws, wss, http or https connects to. */
export function endpointOf(url: string): Endpoint {
  const { hostname, port, protocol } = new URL(url);
  const isSecure = protocol === "wss:" || protocol === "https:";
  return {
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (isSecure ? 443 : 80) : Number(port),
    isSecure,
  };
}

/** What has kept a connection from being opened. */
export interface ConnectProblem {
  /** Such as ECONNREFUSED; "timeout" when nothing came within the settings' time. */
  readonly code: string;
  readonly message: string;
}

/**
 * Connects, and over TLS shakes hands. Whether a certificate is valid is not asked here: an audit of the group "reach"
 * does so before anything is sent.
 *
 * @throws CouldNotTell when the check is given up.
 */
export function connectSocket(context: CheckContext, endpoint: Endpoint): Promise<Socket | ConnectProblem> {
  const { clock, settings, signal } = context;
  const { hostname: host, port, isSecure } = endpoint;
  // A TLS server is asked for a name; addresses are not sent as names.
  const servername = isIP(host) === 0 ? host : "";
  const socket = isSecure ? connectTls({ host, port, servername, rejectUnauthorized: false }) : connect({ host, port });
  // A connection that breaks later tells so by closing; the error says no more.
  socket.on("error", () => undefined);
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clock.clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
    };
    const fail = (problem: ConnectProblem): void => {
      settle();
      socket.destroy();
      resolve(problem);
    };
    const giveUp = (): void => {
      settle();
      socket.destroy();
      reject(new CouldNotTell("the check was given up"));
    };
    const timer = clock.setTimeout(
      () => fail({ code: "timeout", message: `not within ${settings.connectTimeoutMs} ms` }),
      settings.connectTimeoutMs,
    );
    socket.once("error", (error: NodeJS.ErrnoException) =>
      fail({ code: error.code ?? error.name, message: error.message === "" ? String(error.code) : error.message }),
    );
    signal.addEventListener("abort", giveUp);
    socket.once(isSecure ? "secureConnect" : "connect", () => {
      settle();
      resolve(socket);
    });
    if (signal.aborted) giveUp();
  });
}

/**
 * Connects to the host and port of a URL.
 *
 * @param url @default the server's
 * @throws CouldNotTell when that does not succeed within the settings' time.
 */
export async function openRawSocket(context: CheckContext, url: string = context.url): Promise<Socket> {
  const connected = await connectSocket(context, endpointOf(url));
  if ("code" in connected) throw new CouldNotTell(`no connection could be opened: ${connected.message}`);
  return connected;
}

/** Breaks a connection off with a reset; one over TLS, where Node has none, without the goodbye of TLS. */
export function breakOff(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

/** A bare TCP or TLS connection to the server that is checked. */
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { CouldNotTell } from "./audit.ts";
import type { CheckContext } from "./context.ts";

/**
 * Connects to the host and port of a URL. Whether a certificate is valid is the business of the audits of the group
 * "reach", so it is not asked here: nothing but them runs before it is known.
 *
 * @throws CouldNotTell when that does not succeed within the settings' time.
 */
export function openRawSocket(context: CheckContext, url: string = context.url): Promise<Socket> {
  const { clock, settings, signal } = context;
  const { hostname, port, isSecure } = endpointOf(url);
  const socket = isSecure
    ? connectTls({ host: hostname, port, servername: serverName(hostname), rejectUnauthorized: false })
    : connect({ host: hostname, port });
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clock.clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      socket.removeListener("error", refuse);
    };
    const refuse = ({ message }: { readonly message: string }): void => {
      settle();
      socket.on("error", () => undefined);
      socket.destroy();
      reject(new CouldNotTell(`no connection could be opened: ${message}`));
    };
    const giveUp = (): void => refuse({ message: "the check was given up" });
    const timer = clock.setTimeout(
      () => refuse({ message: `not within ${settings.connectTimeoutMs} ms` }),
      settings.connectTimeoutMs,
    );
    socket.once("error", refuse);
    signal.addEventListener("abort", giveUp);
    socket.once(isSecure ? "secureConnect" : "connect", () => {
      settle();
      // A connection that breaks tells so by closing; the error says no more.
      socket.on("error", () => undefined);
      resolve(socket);
    });
    if (signal.aborted) giveUp();
  });
}

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

/** The name to ask a TLS server for; addresses are not sent as names. */
export function serverName(hostname: string): string {
  return isIP(hostname) === 0 ? hostname : "";
}

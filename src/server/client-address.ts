/** Who a request comes from, when some peers are proxies that speak for others. */
import type { IncomingHttpHeaders } from "node:http";
import { type AddressList, toAddress } from "./address-list.ts";

export interface ClientAddress {
  /** The address to judge; undefined when a trusted proxy did not say whom it speaks for. */
  readonly address: string | undefined;
  /** False when anything in the request says that it was passed on by somebody. */
  readonly isDirect: boolean;
}

/** Headers by which proxies, tunnels and content networks show that they pass a request on. */
const forwardingHeaders: ReadonlySet<string> = new Set([
  "forwarded",
  "via",
  "x-real-ip",
  "x-client-ip",
  "x-cluster-client-ip",
  "cf-connecting-ip",
  "true-client-ip",
  "fastly-client-ip",
  "fly-client-ip",
]);

/**
 * A peer that is no trusted proxy is the client, whatever its headers say. Behind one, the client is the rightmost
 * address of `X-Forwarded-For` that is no trusted proxy itself: everything left of it is hearsay.
 */
export function clientAddress(
  peer: string | undefined,
  headers: IncomingHttpHeaders,
  trustedProxies: AddressList,
): ClientAddress {
  const isDirect = !Object.keys(headers).some(isForwardingHeader);
  const peerAddress = toAddress(peer ?? "");
  if (peerAddress === undefined) return { address: undefined, isDirect };
  if (isDirect || !trustedProxies.has(peerAddress)) return { address: peerAddress, isDirect };
  return { address: rightmostStranger(headers["x-forwarded-for"], trustedProxies), isDirect };
}

function isForwardingHeader(name: string): boolean {
  return forwardingHeaders.has(name) || name.startsWith("x-forwarded");
}

function rightmostStranger(header: string | string[] | undefined, trustedProxies: AddressList): string | undefined {
  const entries = String(header ?? "").split(",");
  let address: string | undefined;
  for (const entry of entries.reverse()) {
    address = toAddress(withoutPort(entry.trim()));
    if (address === undefined || !trustedProxies.has(address)) break;
  }
  return address;
}

/** Some proxies write "203.0.113.7:4711" or "[2001:db8::7]:4711". */
function withoutPort(entry: string): string {
  const bracketed = /^\[(.+)\](?::\d+)?$/.exec(entry)?.[1];
  return bracketed ?? entry.replace(/^([^:]+):\d+$/, "$1");
}

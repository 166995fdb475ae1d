/** What counts as this machine itself: addresses, and the names by which a browser reaches it. */
import { isIPv4 } from "node:net";
import { toAddress } from "./address-list.ts";

/** @param address as `toAddress` spells it. */
export function isLoopbackAddress(address: string): boolean {
  return address === "::1" || (isIPv4(address) && address.startsWith("127."));
}

/** @param host a `Host` header: a name or an address, with or without a port. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && isLoopbackUrl(`http://${host}`);
}

/** @param url such as an `Origin` header; "null", which sandboxed pages of any site send, is foreign. */
export function isLoopbackUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  if (hostname === "localhost" || hostname.endsWith(".localhost")) return true;
  const address = toAddress(hostname.replace(/^\[|\]$/g, ""));
  return address !== undefined && isLoopbackAddress(address);
}

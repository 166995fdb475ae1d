/** Tells programs and pages of this machine itself from strangers that only look like them. */
import { clientAddress } from "./client-address.ts";
import type { GateRequest } from "./gate.ts";
import { isLoopbackAddress, isLoopbackHost, isLoopbackUrl } from "./loopback.ts";

const noProxies = { has: () => false };

/**
 * Loopback alone proves little: a tunnel's strangers arrive from it too, and so does any web page in a local browser.
 * So nothing may say that the request was passed on, no foreign page may have made it, and the name that was dialled
 * must be this machine's own, lest a foreign name that points here lets a page in.
 */
export function isFromThisMachine(request: GateRequest): boolean {
  return isDirectLoopback(request) && isLoopbackHost(request.headers.host) && !hasForeignOrigin(request);
}

/** A web page of somebody else's in a browser of this machine: loopback may be welcome, but no page speaks for it. */
export function isForeignPageHere(request: GateRequest): boolean {
  return isDirectLoopback(request) && hasForeignOrigin(request);
}

function isDirectLoopback({ headers, socket }: GateRequest): boolean {
  const { address, isDirect } = clientAddress(socket.remoteAddress, headers, noProxies);
  return isDirect && address !== undefined && isLoopbackAddress(address);
}

function hasForeignOrigin({ headers }: GateRequest): boolean {
  return headers.origin !== undefined && !isLoopbackUrl(headers.origin);
}

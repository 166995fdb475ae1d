/** Where a server is, as its URL says: whoever can reach it there could call it. */
import { isIP } from "node:net";
import type { CheckContext } from "../context.ts";
import { endpointOf } from "./raw-socket.ts";

export type NetworkPlace = "this machine" | "a private network" | "the internet";

const privateAddress =
  /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i;
const privateName = /(?:^[^.]+|\.(?:local|localhost|internal|intranet|lan|home|corp|test|home\.arpa))\.?$/i;

export function placeOf({ url, isThisMachine }: CheckContext): NetworkPlace {
  if (isThisMachine) return "this machine";
  const { hostname } = endpointOf(url);
  const isPrivate = isIP(hostname) === 0 ? privateName.test(hostname) : privateAddress.test(hostname);
  return isPrivate ? "a private network" : "the internet";
}

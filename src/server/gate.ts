/** Who may connect. The platform signs nothing on this socket, so the address and an optional secret must do. */
import type { IncomingHttpHeaders } from "node:http";
import type { AddressList } from "./address-list.ts";
import { type CallPath, isCallId, parseCallPath } from "./call-path.ts";
import { clientAddress } from "./client-address.ts";
import type { RefusalName } from "./refusal.ts";
import { isSameSecret } from "./secret.ts";
import { isForeignPageHere, isFromThisMachine } from "./this-machine.ts";

export interface GateOptions {
  readonly path: string;
  /** Undefined lets every address in. */
  readonly allow: AddressList | undefined;
  readonly admitLoopback: boolean;
  readonly trustedProxies: AddressList;
  readonly secret: string | undefined;
  readonly maxPathLength: number;
}

/** What is judged of a request; an `IncomingMessage` has it. */
export interface GateRequest {
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

export type Judgement =
  | { readonly admitted: true; readonly callId: string; readonly address: string }
  | { readonly admitted: false; readonly refusal: RefusalName; readonly address: string | undefined };

/** The address is judged before the secret, so that a stranger cannot even try secrets. */
export function judge(request: GateRequest, options: GateOptions): Judgement {
  const target = request.url ?? "";
  const { address } = clientAddress(request.socket.remoteAddress, request.headers, options.trustedProxies);
  const refuse = (refusal: RefusalName): Judgement => ({ admitted: false, refusal, address });

  if (target.length > options.maxPathLength) return refuse("path-too-long");
  const path = parseCallPath(target, options.path);
  if (path === undefined) return refuse("path-unknown");
  if (address === undefined || !isWelcome(address, request, options)) return refuse("address-refused");
  const id = options.secret === undefined ? path.segments : unlock(path, options.secret);
  if (id === undefined) return refuse("secret-refused");
  const [callId] = id;
  if (id.length !== 1 || !isCallId(callId)) return refuse("call-id-unusable");
  return { admitted: true, callId, address };
}

function isWelcome(address: string, request: GateRequest, options: GateOptions): boolean {
  if (options.allow === undefined) return true;
  if (options.allow.has(address)) return !isForeignPageHere(request);
  return options.admitLoopback && isFromThisMachine(request);
}

/** The segments that are left once the secret was right; it is the first segment or the query's `secret`. */
function unlock(path: CallPath, secret: string): CallPath["segments"] | undefined {
  const { segments, querySecret } = path;
  const isInPath = segments.length > 1;
  const given = isInPath ? segments[0] : querySecret;
  if (given === undefined || !isSameSecret(given, secret)) return undefined;
  return isInPath ? segments.slice(1) : segments;
}

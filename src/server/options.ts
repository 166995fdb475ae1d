/** How a server behaves: one literal of defaults, each a stated limit. */
import { ReparteeError } from "../errors.ts";
import { type Clock, realClock } from "../internal/index.ts";
import { type Log, silentLog } from "../observe/index.ts";
import { type Agent, resolveSessionOptions, type SessionObserver, type SessionOptions } from "../session/index.ts";
import { createAddressList } from "./address-list.ts";
import { segmentsOf } from "./call-path.ts";
import { toDashboardUrl } from "./dashboard-url.ts";
import type { GateOptions } from "./gate.ts";
import type { ServerPages } from "./server-pages.ts";

/** The address that UponAI's platform dials from: the guide's "allowlist only this". */
export const uponAiAddress = "100.20.5.228";

export interface TlsFiles {
  /** A PEM file with the certificate and its chain. */
  readonly certFile: string;
  /** A PEM file with the certificate's private key. */
  readonly keyFile: string;
}

export interface ServerOptions {
  /** Decides what to say, in every call. */
  agent: Agent;
  /** 0 takes any free port. @default 3000 */
  port?: number;
  /** The address or name to listen on; "localhost" means 127.0.0.1 and, where there is one, ::1. @default all addresses */
  host?: string;
  /** The path below which calls come in, each at `{path}/{call_id}`. @default "/llm-websocket" */
  path?: string;
  /** Where the platform reaches this server, such as "https://voice.example.com"; only shown, on the page at "/". @default what the page was asked under */
  publicUrl?: string;
  /** Addresses and CIDR ranges, IPv4 or IPv6, that may connect. @default ["100.20.5.228"], UponAI's */
  allow?: readonly string[];
  /** Lets every address connect; then at least set a `secret`. Not together with `allow`. @default false */
  allowAnyone?: boolean;
  /** Also lets this machine itself connect: directly, and not from a foreign web page. @default false */
  admitLoopback?: boolean;
  /** Addresses and ranges of proxies whose `X-Forwarded-For` is believed, and which must send it. @default none */
  trustedProxies?: readonly string[];
  /** Must be in the URL, as `{path}/{secret}/{call_id}` or `?secret=…`; at least 16 of A-Z a-z 0-9 . _ ~ -. @default none */
  secret?: string;
  /** Calls at the same time. A call that waits for the platform to dial again gives way to a new one. @default 1000 */
  maxCalls?: number;
  /** Calls at the same time from one address. The platform dials every call from one, so it is no lower than `maxCalls`. @default 1000 */
  maxCallsPerAddress?: number;
  /** How long a connection may take to become a call, in ms. @default 10000 */
  handshakeTimeoutMs?: number;
  /** Characters in a request's path and query. @default 2048 */
  maxPathLength?: number;
  /** Bytes in one message, at least 1 MiB because every message holds the whole transcript. @default 4194304 */
  maxFrameBytes?: number;
  /** Connections that are no calls (pages, handshakes); the oldest give way to new ones. @default `maxCalls` + 256, so that all calls may dial at once */
  maxHttpConnections?: number;
  /** Serves `wss://` and `https://` with these files. @default none, for a proxy or tunnel in front that does it */
  tls?: TlsFiles;
  /** How each call behaves. */
  session?: SessionOptions;
  /** Watches every call. @default nobody */
  observer?: SessionObserver;
  /** Further pages on the same port; asked before the server's own, and closed with it. @default none */
  pages?: ServerPages;
  /** Where refusals and stopping are noted; what happens in calls goes to `observer`, such as a session log. @default nowhere */
  log?: Log;
  /** @default the machine's own clock */
  clock?: Clock;
}

type Defaulted =
  | "port"
  | "path"
  | "maxCalls"
  | "maxCallsPerAddress"
  | "handshakeTimeoutMs"
  | "maxPathLength"
  | "maxFrameBytes"
  | "observer"
  | "log"
  | "clock"
  | "allowAnyone"
  | "admitLoopback"
  | "trustedProxies";

export type ResolvedServerOptions = Omit<
  Required<Pick<ServerOptions, Defaulted | "maxHttpConnections">>,
  "trustedProxies"
> &
  Pick<ServerOptions, "host" | "publicUrl" | "tls" | "pages"> & {
    readonly gate: GateOptions;
    readonly session: ReturnType<typeof resolveSessionOptions>;
  };

export const defaultServerOptions: Readonly<Required<Pick<ServerOptions, Defaulted>>> = Object.freeze({
  port: 3_000,
  path: "/llm-websocket",
  allowAnyone: false,
  admitLoopback: false,
  trustedProxies: [],
  maxCalls: 1_000,
  maxCallsPerAddress: 1_000,
  handshakeTimeoutMs: 10_000,
  maxPathLength: 2_048,
  maxFrameBytes: 4_194_304,
  observer: {},
  log: silentLog,
  clock: realClock,
});

/** Connections beside the calls: pages, health checks, handshakes that are refused. */
const roomBesideCalls = 256;

/** Every option's name, so that a misspelt one is noticed; the type makes sure that none is missing. */
const known: Readonly<Record<keyof ServerOptions, true>> = {
  agent: true,
  port: true,
  host: true,
  path: true,
  publicUrl: true,
  allow: true,
  allowAnyone: true,
  admitLoopback: true,
  trustedProxies: true,
  secret: true,
  maxCalls: true,
  maxCallsPerAddress: true,
  handshakeTimeoutMs: true,
  maxPathLength: true,
  maxFrameBytes: true,
  maxHttpConnections: true,
  tls: true,
  session: true,
  observer: true,
  pages: true,
  log: true,
  clock: true,
};

const counts = [
  "maxCalls",
  "maxCallsPerAddress",
  "handshakeTimeoutMs",
  "maxPathLength",
  "maxFrameBytes",
  "maxHttpConnections",
] as const;
const minFrameBytes = 1_048_576;

/** @throws ReparteeError `bad-option` when an option is unknown, unusable or contradicts another. */
export function resolveServerOptions(options: ServerOptions): ResolvedServerOptions {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(known, name)) {
      throw badOption(`unknown server option "${name}"; known are ${Object.keys(known).join(", ")}`);
    }
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const maxCalls = options.maxCalls ?? defaultServerOptions.maxCalls;
  // After a restart the platform dials every call again at once, and none of them may push another one out.
  const maxHttpConnections = maxCalls + roomBesideCalls;
  const resolved = { ...defaultServerOptions, maxHttpConnections, ...given } as ServerOptions &
    Required<Pick<ServerOptions, Defaulted | "maxHttpConnections">>;
  if (!Number.isInteger(resolved.port) || resolved.port < 0 || resolved.port > 65_535) {
    throw badOption(`port must be a whole number from 0 to 65535, not ${resolved.port}`);
  }
  for (const name of counts) {
    const value = resolved[name];
    if (!Number.isInteger(value) || value <= 0) throw badOption(`${name} must be a whole number above 0, not ${value}`);
  }
  if (resolved.maxFrameBytes < minFrameBytes) {
    throw badOption(`maxFrameBytes must be at least ${minFrameBytes}: every message holds the whole transcript`);
  }
  if (!/^\/[\w.~/-]*$/.test(resolved.path)) {
    throw badOption(`path must begin with "/" and hold only letters, digits and . _ ~ - /, not "${resolved.path}"`);
  }
  const path = `/${segmentsOf(resolved.path).join("/")}`;
  if (resolved.publicUrl !== undefined) toDashboardUrl(resolved.publicUrl, path);
  const { allow, secret, agent, ...rest } = resolved;
  return {
    ...rest,
    path,
    session: resolveSessionOptions(options.session),
    gate: {
      path,
      allow: resolveAllow(resolved),
      admitLoopback: resolved.admitLoopback,
      trustedProxies: createAddressList(resolved.trustedProxies, "trustedProxies"),
      secret: checkSecret(secret),
      maxPathLength: resolved.maxPathLength,
    },
  };
}

function resolveAllow(options: ServerOptions): GateOptions["allow"] {
  if (options.allowAnyone) {
    if (options.allow !== undefined) throw badOption("allow and allowAnyone contradict each other: give only one");
    return undefined;
  }
  const allow = options.allow ?? [uponAiAddress];
  if (allow.length === 0 && !options.admitLoopback) {
    throw badOption("allow is empty, so nobody could call: name an address, or set admitLoopback or allowAnyone");
  }
  return createAddressList(allow, "allow");
}

/** Only characters that stay as they are in a path and in a query. */
function checkSecret(secret: string | undefined): string | undefined {
  if (secret === undefined || /^[\w.~-]{16,}$/.test(secret)) return secret;
  throw badOption("secret must be at least 16 of A-Z a-z 0-9 . _ ~ -, such as what `openssl rand -hex 16` prints");
}

function badOption(message: string): ReparteeError {
  return new ReparteeError("bad-option", message);
}

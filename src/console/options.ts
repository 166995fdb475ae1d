/** How a console behaves: one literal of defaults, each a stated limit. */
import { fileURLToPath } from "node:url";
import { audits, runCheck } from "../check/index.ts";
import { ReparteeError } from "../errors.ts";
import { type Clock, realClock } from "../internal/index.ts";
import { type Dialer, dialWebSocket } from "../platform/index.ts";
import type { Checker } from "./checks.ts";
import type { OwnServerOptions } from "./own-server.ts";

export interface ConsoleOptions {
  /** Repartee's version, which the page shows. */
  version: string;
  /** The server that it is served with. @default none: the page stands alone */
  ownServer?: OwnServerOptions;
  /** The URL that the page offers to call. @default that of `ownServer` */
  targetUrl?: string;
  /** Puts everything below `/console/{token}/`, for whoever knows it; at least 16 of A-Z a-z 0-9 . _ ~ -. @default none: only this machine itself, at "/" */
  token?: string;
  /** The built page. @default `dist/web` of this package */
  pageFolder?: string;
  /** Pages that are open at the same time. @default 16 */
  maxPagesCount?: number;
  /** Web calls at the same time. @default 8 */
  maxWebCallsCount?: number;
  /** Calls in the list; the oldest give way to new ones. @default 100 */
  maxCallsCount?: number;
  /** Events kept of one call. @default 100000 */
  maxEventsCount?: number;
  /** Characters of messages kept of one call; then the oldest are cut to the end of their transcript. @default 8388608 */
  maxCharactersCount?: number;
  /** Characters of messages kept of all calls; then the oldest calls go. @default 67108864 */
  maxTotalCharactersCount?: number;
  /** Bytes in one message of a page, and so in a recording. @default 33554432 */
  maxMessageBytes?: number;
  /** How long a web call goes on without any page, in ms: time to reload. @default 10000 */
  orphanTimeoutMs?: number;
  /** Checks at the same time; a page runs one. @default 4 */
  maxChecksCount?: number;
  /** Reports of checks that are kept for download; the oldest give way. @default 10 */
  maxReportsCount?: number;
  /** When a check is given up, in ms. @default 600000 */
  checkTimeoutMs?: number;
  /** How servers are checked. @default every audit */
  checker?: Checker;
  /** How calls are dialled. @default a WebSocket */
  dial?: Dialer;
  /** @default the machine's own clock */
  clock?: Clock;
}

type Defaulted = Exclude<keyof ConsoleOptions, "version" | "ownServer" | "targetUrl" | "token">;

export type ResolvedConsoleOptions = Required<Pick<ConsoleOptions, Defaulted>> & Omit<ConsoleOptions, Defaulted>;

const defaultConsoleOptions: Readonly<Required<Pick<ConsoleOptions, Defaulted>>> = Object.freeze({
  // Two folders up from here, both in src/console and in dist/console.
  pageFolder: fileURLToPath(new URL("../../dist/web/", import.meta.url)),
  maxPagesCount: 16,
  maxWebCallsCount: 8,
  maxCallsCount: 100,
  maxEventsCount: 100_000,
  maxCharactersCount: 8_388_608,
  maxTotalCharactersCount: 67_108_864,
  maxMessageBytes: 33_554_432,
  orphanTimeoutMs: 10_000,
  maxChecksCount: 4,
  maxReportsCount: 10,
  checkTimeoutMs: 600_000,
  checker: Object.freeze({ audits, run: runCheck }),
  dial: dialWebSocket,
  clock: realClock,
});

/** @throws ReparteeError `bad-option` when an option cannot be used. */
export function resolveConsoleOptions(options: ConsoleOptions): ResolvedConsoleOptions {
  const resolved = { ...defaultConsoleOptions, ...options };
  for (const [name, value] of Object.entries(resolved)) {
    if (typeof value !== "number" || (Number.isInteger(value) && value > 0)) continue;
    throw new ReparteeError("bad-option", `${name} must be a whole number above 0, not ${value}`);
  }
  const { token } = resolved;
  if (token !== undefined && !/^[\w.~-]{16,}$/.test(token)) {
    throw new ReparteeError(
      "bad-option",
      "the console's token must be at least 16 of A-Z a-z 0-9 . _ ~ -, such as what `openssl rand -hex 16` prints",
    );
  }
  return resolved;
}

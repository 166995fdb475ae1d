/** Who may see the page: this machine itself, or whoever knows the token in the path. */
import type { IncomingMessage } from "node:http";
import { isFromThisMachine, isSameSecret } from "../server/index.ts";

export interface Access {
  /** The path below the page's own, such as "console/feed"; undefined for a request that is none of ours. */
  pathOf(request: IncomingMessage): string | undefined;
}

/**
 * Without a token only requests that this machine makes itself, under its own name. With one, everything lies below
 * `/console/{token}/`: there is no cookie and no header to steal or to forge, and strangers find nothing at all.
 */
export function createAccess(token: string | undefined): Access {
  return {
    pathOf(request) {
      const target = (request.url ?? "").split("?", 1)[0] ?? "";
      if (!target.startsWith("/") || !isOfOwnPage(request)) return undefined;
      if (token === undefined) return isFromThisMachine(request) ? target.slice(1) : undefined;
      const [, given = "", path] = /^\/console\/([^/]+)\/(.*)$/.exec(target) ?? [];
      return isSameSecret(given, token) ? path : undefined;
    },
  };
}

/** A page of another site has another origin than the host it asks, and a browser always says so. */
function isOfOwnPage({ headers: { origin, host = "" } }: IncomingMessage): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

/** The server that the page is served with: pages call it without knowing its secret, so that no recording has it. */
import type { Dialer } from "../platform/index.ts";

export interface OwnServerOptions {
  /**
   * The LLM WebSocket URL on this machine, without the call id and without the secret. Asked for when it is needed,
   * because it may be known only once the server listens.
   */
  url(): string;
  /** What the URL must carry. */
  readonly secret?: string;
}

export interface OwnServer {
  url(): string;
  /** Whether a page that asks for this URL means this server. */
  isAt(url: string): boolean;
  /** Adds the secret where it has one. */
  unlock(dial: Dialer): Dialer;
}

export function createOwnServer({ url, secret }: OwnServerOptions): OwnServer {
  return {
    url,
    isAt: (other) => URL.canParse(other) && normalise(other) === normalise(url()),
    unlock(dial) {
      if (secret === undefined) return dial;
      return (callUrl, handlers) => {
        const unlocked = new URL(callUrl);
        unlocked.searchParams.set("secret", secret);
        return dial(unlocked.href, handlers);
      };
    },
  };
}

function normalise(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol.replace(/^http/, "ws")}//${host}${pathname.replace(/\/+$/, "")}`;
}

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
  /** The URL with the secret, where there is one. */
  unlockUrl(url: string): string;
  /** Adds the secret to whatever is dialled. */
  unlock(dial: Dialer): Dialer;
}

export function createOwnServer({ url, secret }: OwnServerOptions): OwnServer {
  const unlockUrl = (locked: string): string => {
    if (secret === undefined) return locked;
    const unlocked = new URL(locked);
    unlocked.searchParams.set("secret", secret);
    return unlocked.href;
  };
  return {
    url,
    unlockUrl,
    isAt: (other) => URL.canParse(other) && normalise(other) === normalise(url()),
    unlock: (dial) => (callUrl, handlers) => dial(unlockUrl(callUrl), handlers),
  };
}

function normalise(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol.replace(/^http/, "ws")}//${host}${pathname.replace(/\/+$/, "")}`;
}

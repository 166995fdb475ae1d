/** The seam between a call and whatever carries its messages: a real socket, or a server in the same process. */

/** What the line is told of one connection. Never called before the dialer has returned. */
export interface DialHandlers {
  onOpen(): void;
  onText(text: string): void;
  onBinary(byteCount: number): void;
  /** Why it failed, in one line; `onClose` follows. */
  onError(message: string): void;
  /** Exactly once for each connection, also for one that never opened: 1006 when it broke, 1005 without a code. */
  onClose(code: number, reason: string): void;
}

/** One connection, opening or open. */
export interface LineSocket {
  /** Does nothing on a connection that is not open. */
  send(text: string): void;
  /** Closes in the orderly way. */
  close(code: number, reason: string): void;
  /** Breaks the connection at once: the other side sees 1006, and so does `onClose`. */
  terminate(): void;
}

/** Opens one connection. Must not throw: what goes wrong arrives as `onError` and `onClose`. */
export type Dialer = (url: string, handlers: DialHandlers) => LineSocket;

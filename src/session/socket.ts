/** The few members that a session needs of a socket; libraries are adapted to it at the edge. */

export interface SessionSocket {
  /** Sends one text frame. Must not throw when the socket is closing: such a frame is lost. */
  send(text: string): void;
  /** Closes with a code and a reason. The platform reads the code (see `closeCodes`). */
  close(code: number, reason: string): void;
  /** Breaks the connection without a close, which the platform sees as 1006 and answers by dialling again. */
  terminate(): void;
  /** Bytes that were handed to `send` and not yet taken by the peer. */
  readonly bufferedAmount: number;
}

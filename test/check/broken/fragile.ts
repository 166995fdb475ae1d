/** Servers that one message, or one connection too many, brings down for good. */
import type { IncomingMessage } from "node:http";
import type { ModelServer, Parts, Peer } from "../model-server.ts";
import { soundParts, startModelServer } from "../model-server.ts";
import type { Exhibit } from "./exhibit.ts";

/** What happens to the server from outside; each may end it by returning true. */
export interface Weakness {
  /** Whether it accepts connections again at once, as somebody has started it anew. @default false */
  readonly isStartedAnew?: boolean;
  /** A handshake came. */
  readonly onHandshake?: (request: IncomingMessage) => boolean;
  /** A message came, whatever it is. */
  readonly onMessage?: (bytes: Buffer, isBinary: boolean, peer: Peer) => boolean;
  /** A connection ended; 1006 when it broke. */
  readonly onClose?: (code: number, received: Received) => boolean;
  /** The connection reported an error. */
  readonly onError?: (error: Error) => boolean;
}

/** What came over one connection. */
export interface Received {
  readonly messageCount: number;
  /** Bytes of a message that never became whole, about. */
  readonly strayByteCount: number;
}

/** A server that is gone as soon as its weakness is hit: it breaks all connections, and accepts none from then on. */
export function fragile(weakness: () => Weakness, rest: Omit<Exhibit, "start"> = {}): Exhibit {
  return { start: () => startFragile(weakness()), ...rest };
}

/** Of a frame. */
const mostHeadBytes = 14;

function startFragile({
  isStartedAnew = false,
  onHandshake = () => false,
  onMessage = () => false,
  onClose = () => false,
  onError = () => false,
}: Weakness): Promise<ModelServer> {
  const peers = new Set<Peer>();
  let isGone = false;
  const end = (isFatal: boolean): void => {
    if (!isFatal) return;
    isGone = !isStartedAnew;
    for (const { socket } of peers) socket.terminate();
  };
  const parts: Partial<Parts> = {
    refuse(request, socket) {
      end(onHandshake(request));
      if (isGone) socket.destroy();
      return isGone;
    },
    greet(peer) {
      const { socket } = peer.request;
      let messageCount = 0;
      let expectedByteCount = socket.bytesRead;
      peers.add(peer);
      // Before the server's own handler: a process that has crashed answers nothing more.
      peer.socket.prependListener("message", (data: Buffer, isBinary: boolean) => {
        messageCount += 1;
        expectedByteCount += data.length + mostHeadBytes;
        end(onMessage(data, isBinary, peer));
      });
      peer.socket.on("error", (error) => end(onError(error)));
      peer.socket.on("close", (code) => {
        peers.delete(peer);
        end(onClose(code, { messageCount, strayByteCount: socket.bytesRead - expectedByteCount }));
      });
      soundParts.greet(peer);
    },
  };
  return startModelServer(parts);
}

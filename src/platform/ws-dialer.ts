/** Dials real servers: the one file of the platform's half that knows `ws`. */
import { WebSocket } from "ws";
import type { Dialer } from "./dialer.ts";

/** The largest message taken from a server. No documentation says the platform's limit; this one is ours. */
const maxMessageBytes = 4 * 1024 * 1024;
/** A server that reads nothing must not fill this process: past this much the connection is broken. Ours. */
const maxBufferedBytes = 16 * 1024 * 1024;
/** How long an orderly close may take before the socket is destroyed, in ms. */
const closeTimeoutMs = 2_000;

/** The default {@link Dialer}. */
export const dialWebSocket: Dialer = (url, handlers) => {
  const socket = new WebSocket(url, {
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    followRedirects: false,
    closeTimeout: closeTimeoutMs,
  } as ConstructorParameters<typeof WebSocket>[2]);
  socket.on("open", () => handlers.onOpen());
  socket.on("message", (data, isBinary) => {
    const bytes = data as Buffer;
    if (isBinary) handlers.onBinary(bytes.length);
    else handlers.onText(bytes.toString("utf8"));
  });
  socket.on("error", (error) => handlers.onError(error.message === "" ? error.name : error.message));
  socket.on("close", (code, reason) => handlers.onClose(code, reason.toString("utf8")));
  return {
    send(text) {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(text);
      if (socket.bufferedAmount > maxBufferedBytes) socket.terminate();
    },
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
};

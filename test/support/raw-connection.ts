/** A bare TCP connection, for tests of what no WebSocket client would send. */
import { connect } from "node:net";

export interface RawConnection extends Disposable {
  write(data: string | Uint8Array): void;
  /** Settles when the operating system has taken what was written, or the connection is gone. */
  flushed(): Promise<void>;
  /** Stops reading for good. */
  pause(): void;
  /** Everything that came in until the server ended the connection. */
  readonly answer: Promise<string>;
  /** Settles once the server's bytes contain this text. */
  until(text: string): Promise<void>;
  /** Resets the connection. */
  terminate(): void;
}

export async function connectRaw(port: number): Promise<RawConnection> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  let onChange = (): void => undefined;
  // A reset by the server is one of the ways in which it ends a connection.
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
    onChange();
  });
  const answer = new Promise<string>((resolve) => {
    socket.once("close", () => {
      resolve(received);
      onChange();
    });
  });
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  return {
    write: (data) => void socket.write(data),
    flushed: () =>
      new Promise((resolve) => {
        socket.write("", () => resolve());
      }),
    pause: () => void socket.pause(),
    answer,
    until: (text) =>
      new Promise((resolve, reject) => {
        onChange = () => {
          if (received.includes(text)) resolve();
          else if (socket.destroyed) reject(new Error(`the connection ended after ${JSON.stringify(received)}`));
        };
        onChange();
      }),
    terminate: () => void socket.resetAndDestroy(),
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

/** The request of a WebSocket handshake, as text. */
export function handshake(path: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({
    host: "127.0.0.1",
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  });
  return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** One masked frame as a client sends it; the mask is zero, so the payload can be read in it. */
export function frame(firstByte: number, payload: string | Uint8Array, declaredLength?: number): Buffer {
  const bytes = Buffer.from(payload);
  const length = declaredLength ?? bytes.length;
  const header = Buffer.alloc(length < 126 ? 2 : 10);
  header[0] = firstByte;
  if (length < 126) header[1] = 0x80 | length;
  else {
    header[1] = 0x80 | 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, Buffer.alloc(4), bytes]);
}

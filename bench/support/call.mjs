/**
 * One call as the platform would hold it: a bare TCP socket that writes frames made beforehand, so that the load
 * generator never becomes what is measured.
 */
import net from "node:net";
import { closeFrame } from "./frames.mjs";

const handshakeTimeoutMs = 20_000;
/** Fewer than a server may hold in handshakes: it gives up the oldest when more dial at once. */
const dialledAtOnce = 50;
let calls = 0;

/**
 * @param {number} port on 127.0.0.1.
 * @param {number} count
 * @returns {Promise<Call[]>}
 */
export async function openCalls(port, count) {
  /** @type {Call[]} */
  const open = [];
  while (open.length < count) {
    const batch = Math.min(dialledAtOnce, count - open.length);
    open.push(...(await Promise.all(Array.from({ length: batch }, () => openCall(port)))));
  }
  return open;
}

/**
 * @param {number} port on 127.0.0.1.
 * @param {{ callId?: string, onMessage?: (message: Record<string, unknown>) => void }} [options]
 * @returns {Promise<Call>} once the server greeted.
 * @typedef {object} Call
 * @property {string} callId
 * @property {net.Socket} socket
 * @property {(frame: Buffer) => void} send
 * @property {(message: Record<string, unknown>) => void} onMessage who is told of each message; may be replaced.
 * @property {() => Promise<void>} end ends the call as the platform does, with 1000.
 * @property {Promise<number>} closed the close code that the server sent, or 1006.
 */
export async function openCall(port, options = {}) {
  calls += 1;
  const callId = options.callId ?? `bench-${process.pid}-${calls}`;
  const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
  /** @type {(code: number) => void} */
  let settleClosed = () => {};
  let code = 1006;
  const closed = new Promise((resolve) => {
    settleClosed = resolve;
  });
  const greeted = Promise.withResolvers ? Promise.withResolvers() : withResolvers();
  const timer = setTimeout(() => greeted.reject(new Error("the server did not greet in time")), handshakeTimeoutMs);
  /** @type {Call} */
  const call = {
    callId,
    socket,
    closed,
    send: (frame) => {
      if (socket.writable) socket.write(frame);
    },
    onMessage: options.onMessage ?? (() => {}),
    async end() {
      if (socket.writable) socket.write(closeFrame(1000));
      await closed;
    },
  };
  const read = createReader({
    onText(text) {
      const message = JSON.parse(text);
      // A server may send a config first; the greeting is what the guide promises.
      if (message.response_id === 0) greeted.resolve(undefined);
      call.onMessage(message);
    },
    onClose(closeCode) {
      code = closeCode;
      // The server's close is not answered: ending the connection is all that it waits for.
      socket.end();
    },
    onRefused(status) {
      greeted.reject(new Error(`${callId} was refused: ${status}`));
      socket.destroy();
    },
  });
  socket.on("data", read);
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    clearTimeout(timer);
    greeted.reject(new Error(`the connection of ${callId} closed before the greeting`));
    settleClosed(code);
  });
  socket.write(
    [
      `GET /llm-websocket/${callId} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "\r\n",
    ].join("\r\n"),
  );
  await greeted.promise;
  clearTimeout(timer);
  return call;
}

/**
 * @param {object} handlers
 * @param {(text: string) => void} handlers.onText
 * @param {(code: number) => void} handlers.onClose
 * @param {(status: string) => void} handlers.onRefused
 * @returns {(chunk: Buffer) => void}
 */
function createReader({ onText, onClose, onRefused }) {
  let upgraded = false;
  let pending = Buffer.alloc(0);
  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    if (!upgraded) {
      const end = pending.indexOf("\r\n\r\n");
      if (end === -1) return;
      const [status] = pending.toString("latin1", 0, end).split("\r\n", 1);
      if (!status.startsWith("HTTP/1.1 101")) {
        onRefused(status);
        return;
      }
      upgraded = true;
      pending = pending.subarray(end + 4);
    }
    for (;;) {
      const frame = firstFrame(pending);
      if (frame === undefined) return;
      pending = pending.subarray(frame.end);
      if (frame.opcode === 0x1) onText(frame.payload.toString());
      if (frame.opcode === 0x8) onClose(frame.payload.length < 2 ? 1005 : frame.payload.readUInt16BE());
    }
  };
}

/** @param {Buffer} bytes */
function firstFrame(bytes) {
  if (bytes.length < 2) return undefined;
  const short = bytes[1] & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  const end = start + length;
  if (bytes.length < end) return undefined;
  return { opcode: bytes[0] & 0x0f, payload: bytes.subarray(start, end), end };
}

/** Node 20 has no Promise.withResolvers. */
function withResolvers() {
  let resolve = /** @type {(value: unknown) => void} */ (() => {});
  let reject = /** @type {(error: Error) => void} */ (() => {});
  const promise = new Promise((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

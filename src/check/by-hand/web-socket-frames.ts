/** WebSocket frames made and read by hand, for what no WebSocket client would send or show. */
import { randomBytes } from "node:crypto";
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";

type FrameKind = "continuation" | "text" | "binary" | "close" | "ping" | "pong";

export const opcodes: Readonly<Record<FrameKind, number>> = Object.freeze({
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
});

export interface FrameShape {
  /** @default text */
  readonly opcode?: number;
  /** Whether the message ends with this frame. @default true */
  readonly isFinal?: boolean;
  /** Compresses the payload, as permessage-deflate has it. @default false */
  readonly isCompressed?: boolean;
}

/** One message of the server, its fragments joined and inflated, or one control frame. */
export interface RawFrame {
  readonly opcode: number;
  /** The payload as UTF-8; that of a close frame is the reason alone. */
  readonly text: string;
  readonly isCompressed: boolean;
  /** Of a close frame that has one. */
  readonly code: number | undefined;
}

/** The largest message taken from a server, as for calls. */
const maxMessageBytes = 4 * 1024 * 1024;
/** How far back compressed data may refer. */
const windowBytes = 32_768;
/** What ends a compressed message, and is left out on the wire. */
const deflateTail = Buffer.from([0, 0, 0xff, 0xff]);

/** A frame as a client sends it: masked. */
export function encodeFrame(payload: string | Uint8Array, shape: FrameShape = {}): Buffer {
  const { opcode = opcodes.text, isFinal = true, isCompressed = false } = shape;
  const bytes = isCompressed ? deflate(Buffer.from(payload)) : Buffer.from(payload);
  const head = Buffer.alloc(bytes.length < 126 ? 2 : bytes.length < 65_536 ? 4 : 10);
  head[0] = (isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0) | opcode;
  if (head.length === 2) head[1] = 0x80 | bytes.length;
  else if (head.length === 4) {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(bytes.length, 2);
  } else {
    head[1] = 0x80 | 127;
    head.writeBigUInt64BE(BigInt(bytes.length), 2);
  }
  const mask = randomBytes(4);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = (bytes[index] as number) ^ (mask[index & 3] as number);
  }
  return Buffer.concat([head, mask, bytes]);
}

/** A close frame as a client sends it. */
export function encodeClose(code: number, reason = ""): Buffer {
  const payload = Buffer.concat([Buffer.alloc(2), Buffer.from(reason)]);
  payload.writeUInt16BE(code);
  return encodeFrame(payload, { opcode: opcodes.close });
}

/**
 * Returns what takes a server's bytes as they come, and tells of each whole message.
 *
 * @returns throws an Error for bytes that are no frames, or a message that is too long.
 */
export function createFrameReader(onFrame: (frame: RawFrame) => void): (bytes: Uint8Array) => void {
  let pending = Buffer.alloc(0);
  let fragments: Frame[] = [];
  let history: Buffer = Buffer.alloc(0);
  const inflate = (payload: Buffer): Buffer => {
    const inflated = inflateRawSync(Buffer.concat([payload, deflateTail]), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: maxMessageBytes,
      ...(history.length > 0 && { dictionary: history }),
    });
    // A server may refer to what it has sent before.
    history = Buffer.concat([history, inflated]).subarray(-windowBytes);
    return inflated;
  };
  const take = (frame: Frame): void => {
    if (frame.opcode >= opcodes.close) {
      onFrame(controlFrame(frame));
      return;
    }
    fragments.push(frame);
    const [first = frame] = fragments;
    if (fragments.reduce((sum, { payload }) => sum + payload.length, 0) > maxMessageBytes) throw tooLong();
    if (!frame.isFinal) return;
    const payload = Buffer.concat(fragments.map((fragment) => fragment.payload));
    fragments = [];
    const text = (first.isCompressed ? inflate(payload) : payload).toString("utf8");
    onFrame({ opcode: first.opcode, text, isCompressed: first.isCompressed, code: undefined });
  };
  return (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    for (let frame = readFrame(pending); frame !== undefined; frame = readFrame(pending)) {
      pending = pending.subarray(frame.byteCount);
      take(frame);
    }
  };
}

interface Frame {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly isCompressed: boolean;
  readonly payload: Buffer;
  readonly byteCount: number;
}

/** The frame that the bytes begin with; undefined when it is not all there yet. */
function readFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  if ((first & 0x30) !== 0) throw new Error("it sent bytes that are no WebSocket frames");
  if ((second & 0x80) !== 0) throw new Error("it sent a masked frame, which only clients may");
  const short = second & 0x7f;
  const headBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < headBytes) return undefined;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (length > maxMessageBytes) throw tooLong();
  const byteCount = headBytes + length;
  if (bytes.length < byteCount) return undefined;
  return {
    opcode: first & 0x0f,
    isFinal: (first & 0x80) !== 0,
    isCompressed: (first & 0x40) !== 0,
    payload: bytes.subarray(headBytes, byteCount),
    byteCount,
  };
}

function controlFrame({ opcode, payload }: Frame): RawFrame {
  const hasCode = opcode === opcodes.close && payload.length >= 2;
  return {
    opcode,
    text: (hasCode ? payload.subarray(2) : payload).toString("utf8"),
    isCompressed: false,
    code: hasCode ? payload.readUInt16BE(0) : undefined,
  };
}

function deflate(bytes: Buffer): Buffer {
  const deflated = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  return deflated.subarray(0, -deflateTail.length);
}

function tooLong(): Error {
  return new Error(`it sent a message of more than ${maxMessageBytes} bytes`);
}

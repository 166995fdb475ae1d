/** What the platform sends, as masked WebSocket frames that are ready to be written to a socket. */

const textOpcode = 0x1;
const binaryOpcode = 0x2;
const closeOpcode = 0x8;
/** A mask of zeros would let the server skip the unmasking that every real client costs it. */
const mask = Buffer.from([0x37, 0xfa, 0x21, 0x3d]);
/** Ids start here, so that all are equally long and can be written into a frame that was made before. */
export const firstResponseId = 1_000_000;

/** @param {string} text */
export function textFrame(text) {
  return encode(textOpcode, Buffer.from(text));
}

/** @param {Buffer} bytes */
export function binaryFrame(bytes) {
  return encode(binaryOpcode, bytes);
}

/** @param {number} code */
export function closeFrame(code) {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return encode(closeOpcode, payload);
}

/** @param {number} timestamp */
export function pingFrame(timestamp) {
  return textFrame(`{"interaction_type":"ping_pong","timestamp":${timestamp}}`);
}

/**
 * @param {string} transcript as JSON.
 * @param {boolean} typeFirst whether the type stands before the transcript; no document says, so both are measured.
 */
export function updateFrame(transcript, typeFirst) {
  return textFrame(
    typeFirst
      ? `{"interaction_type":"update_only","transcript":${transcript},"turntaking":"user_turn"}`
      : `{"transcript":${transcript},"turntaking":"user_turn","interaction_type":"update_only"}`,
  );
}

/**
 * @param {string} transcript as JSON.
 * @param {boolean} typeFirst whether type and id stand before the transcript.
 * @returns {(responseId: number) => Buffer} makes the frame for an id without encoding the transcript again.
 */
export function requestTemplate(transcript, typeFirst) {
  const text = typeFirst
    ? `{"interaction_type":"response_required","response_id":${firstResponseId},"transcript":${transcript}}`
    : `{"transcript":${transcript},"interaction_type":"response_required","response_id":${firstResponseId}}`;
  const template = textFrame(text);
  const payloadStart = template.length - Buffer.byteLength(text);
  const key = '"response_id":';
  const idStart = Buffer.byteLength(text.slice(0, text.lastIndexOf(key))) + key.length;
  return (responseId) => {
    const frame = Buffer.from(template);
    const digits = String(responseId);
    for (let at = 0; at < digits.length; at += 1) {
      frame[payloadStart + idStart + at] = digits.charCodeAt(at) ^ mask[(idStart + at) % 4];
    }
    return frame;
  };
}

/**
 * @param {number} opcode
 * @param {Buffer} payload
 */
function encode(opcode, payload) {
  const head = header(opcode, payload.length);
  const frame = Buffer.allocUnsafe(head.length + payload.length);
  head.copy(frame);
  for (let at = 0; at < payload.length; at += 1) frame[head.length + at] = payload[at] ^ mask[at % 4];
  return frame;
}

/**
 * @param {number} opcode
 * @param {number} length
 */
function header(opcode, length) {
  const final = 0x80 | opcode;
  if (length < 126) return Buffer.from([final, 0x80 | length, ...mask]);
  if (length < 65_536) return Buffer.from([final, 0x80 | 126, length >> 8, length & 0xff, ...mask]);
  const head = Buffer.alloc(14);
  head[0] = final;
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  mask.copy(head, 10);
  return head;
}

/** Everything that a caller of the soak may do, kind or hostile, with how often it does it. */
import {
  binaryFrame,
  firstResponseId,
  pingFrame,
  requestTemplate,
  textFrame,
  updateFrame,
} from "../support/frames.mjs";
import { growingTranscripts } from "../support/transcript.mjs";

/** Transcripts from a call's first words to half an hour of talk; small ones are the rule. */
const transcriptBytes = [200, 1_000, 1_000, 5_000, 5_000, 20_000, 100_000];
const transcripts = transcriptBytes.flatMap((bytes) => growingTranscripts(bytes, 3));
const updates = transcripts.map((transcript, index) => updateFrame(transcript, index % 2 === 0));
const requests = transcripts.map((transcript, index) => requestTemplate(transcript, index % 2 === 0));

/** JSON that the server has to survive: it reports each and goes on with the call. */
const oddTexts = [
  "[]",
  "null",
  '"hello"',
  "{}",
  '{"interaction_type":7}',
  '{"interaction_type":"unheard_of","x":[1,2,3]}',
  '{"interaction_type":"ping_pong","timestamp":"now"}',
  '{"interaction_type":"response_required","response_id":"1","transcript":[]}',
  '{"interaction_type":"update_only","transcript":"none"}',
  '{"interaction_type":"update_only","transcript":[1,{"role":"user"},null]}',
  '{"interaction_type":"call_details","call":{"call_id":"soak","metadata":{"a":[{}]}}}',
  '{"interaction_type":"call_details","call":17}',
  `{"interaction_type":"update_only","transcript":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
  `{"interaction_type":"update_only","transcript":[],"padding":"${"x".repeat(300_000)}"}`,
];
const oddFrames = oddTexts.map(textFrame);

/** What ends the connection, by the guide (1002) or by the rules of WebSocket. */
const fatalFrames = [
  textFrame("this is no JSON"),
  textFrame('{"interaction_type":"update_only"'),
  binaryFrame(Buffer.from([1, 2, 3])),
  // A reserved bit, an unmasked frame, an unknown opcode, text that is no UTF-8, and a length beyond every limit.
  Buffer.from([0xf1, 0x80, 0, 0, 0, 0]),
  Buffer.from([0x81, 0x02, 0x7b, 0x7d]),
  Buffer.from([0x83, 0x80, 0, 0, 0, 0]),
  Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]),
  Buffer.from([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
];

/**
 * @typedef {import("./caller.mjs").Caller} Caller
 * @typedef {{ weight: number, run: (caller: Caller, random: () => number) => void }} Deed
 */

/** @type {Record<string, Deed>} */
export const deeds = {
  update: { weight: 600, run: (caller, random) => caller.write(pick(updates, random)) },
  ping: { weight: 120, run: (caller) => caller.ping() },
  request: { weight: 120, run: (caller, random) => caller.ask(pick(requests, random)) },
  lateRequest: {
    weight: 10,
    run: (caller, random) => caller.write(pick(requests, random)(Math.max(firstResponseId, caller.newestId - 1))),
  },
  oddFrame: { weight: 40, run: (caller, random) => caller.write(pick(oddFrames, random)) },
  splitFrame: { weight: 20, run: (caller, random) => caller.writeInTwo(pick(updates, random)) },
  pingFlood: { weight: 1, run: (caller) => caller.write(Buffer.concat(Array(500).fill(pingFrame(1)))) },
  stall: { weight: 2, run: (caller, random) => caller.stall(2_000 + random() * 10_000) },
  fatalFrame: { weight: 5, run: (caller, random) => caller.offend(pick(fatalFrames, random)) },
  drop: { weight: 5, run: (caller, random) => caller.drop(random() < 0.8) },
  hangUp: { weight: 5, run: (caller) => caller.hangUp() },
};

/**
 * @template T
 * @param {readonly T[]} items
 * @param {() => number} random
 * @returns {T}
 */
function pick(items, random) {
  return items[Math.floor(random() * items.length)];
}

/** Servers that send what the platform cannot take. */
import { type Incoming, type Peer, response, sentences, soundParts } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

const interrupt = { response_type: "agent_interrupt", interrupt_id: 1, content: "One moment.", content_complete: true };

export const typesExhibits: Readonly<Record<string, Exhibit>> = {
  // Those that spoil every answer show that no other audit is misled by it.
  "types-text-messages": answering((event) => Buffer.from(JSON.stringify(event))),
  "types-json": remarking(`data: ${JSON.stringify(response(1, "One moment."))}\n\n`),
  "types-one-object": remarking(
    '{"response_type":"metadata","metadata":{}}\n{"response_type":"metadata","metadata":{}}\n',
  ),
  "types-no-byte-order-mark": remarking('\uFEFF{"response_type":"metadata","metadata":{}}'),
  "types-known-type": answeringWith({ response_type: "Response" }),
  "types-response-type": answeringWith({ response_type: undefined }),
  "types-response-id": answeringWith({ response_id: "1" }),
  "types-content": remarking({ ...interrupt, content: sentences }),
  "types-content-complete": answeringWith({ content_complete: "true" }),
  "types-flags": remarking({ ...interrupt, end_call: "false" }),
  "types-action-texts": answeringWith({ transfer_number: null }),
  "types-config": broken({ config: { auto_reconnect: "true" } }),
  "types-interrupt-id": remarking({ ...interrupt, interrupt_id: "first" }),
  "types-update-agent": remarking({ response_type: "update_agent", agent_config: { responsiveness: 80 } }),
  "types-metadata": remarking({ response_type: "metadata", metadata: "menu" }),
  "types-foreign-scripts": broken({
    answer(peer, request) {
      const words = lastWords(request);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII begins with them
      if (/^[\x00-\x7F]*$/.test(words)) soundParts.answer(peer, request);
    },
  }),
  "types-whole-characters": broken({
    answer(peer, request) {
      if (!lastWords(request).includes("𠮷")) return soundParts.answer(peer, request);
      const [high, low] = "𠮷".split("");
      peer.send(response(request.response_id, `It is called ${high}`, { content_complete: false }));
      peer.send(response(request.response_id, `${low}野家.`));
    },
  }),
};

function lastWords({ transcript }: Incoming): string {
  return Array.isArray(transcript) ? String(transcript.at(-1)?.content) : "";
}

/** Every answer goes out as this makes it. */
function answering(encode: (event: object) => string | Buffer): Exhibit {
  const say = ({ socket }: Peer, { response_id }: Incoming, content: string): void => {
    socket.send(encode(response(response_id, content)));
  };
  return broken({
    answer: (peer, request) => say(peer, request, sentences.join("")),
    remind: (peer, request) => say(peer, request, `Are you there? I ask for time ${request.response_id}.`),
  });
}

/** Every answer has these fields. */
function answeringWith(fields: object): Exhibit {
  return answering((event) => JSON.stringify({ ...event, ...fields }));
}

/** Every answer is followed by this. */
function remarking(remark: object | string): Exhibit {
  return broken({
    answer(peer, request) {
      soundParts.answer(peer, request);
      peer.socket.send(typeof remark === "string" ? remark : JSON.stringify(remark));
    },
  });
}

/** Servers that greet wrongly. */
import { type Incoming, type Peer, response, soundParts } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

/** What a server that greets by name gets to know. */
interface Details {
  readonly call?: {
    readonly from_number?: string;
    readonly retell_llm_dynamic_variables?: { readonly customer_name?: string };
  };
}

export const greetingExhibits: Readonly<Record<string, Exhibit>> = {
  "greeting-in-time": broken({ config: { auto_reconnect: true }, greet: () => undefined }),
  "greeting-after-details": broken({ greet: () => undefined }),
  "greeting-without-details": broken({ greet: () => undefined, callDetails: (peer) => soundParts.greet(peer) }),
  "greeting-completed": broken({
    greet: (peer) => peer.send(response(0, "How may I help you?", { content_complete: false })),
  }),
  "greeting-after-config": broken({
    config: undefined,
    greet(peer) {
      soundParts.greet(peer);
      peer.send({ response_type: "config", config: soundParts.config });
    },
  }),
  "greeting-once": broken({
    greet(peer) {
      soundParts.greet(peer);
      if (peer.connectionIndex === 0) peer.send(response(0, "Hello?"));
    },
  }),
  "greeting-first": broken({
    greet(peer) {
      const welcome = { interrupt_id: 1, content: "Welcome. ", content_complete: true };
      if (peer.connectionIndex === 0) peer.send({ response_type: "agent_interrupt", ...welcome });
      soundParts.greet(peer);
    },
  }),
  "greeting-each-call": keyedByNumber(),
  "greeting-own-data": greetsBySharedName(),
};

/** Takes a second call from a number for the first one, as if the platform had dialled again. */
function keyedByNumber(): Exhibit {
  const calls = new Map<string, Peer>();
  return broken({
    greet: (peer) => setTimeout(() => peer.memory.isKnown || soundParts.greet(peer), 30),
    callDetails(peer, details) {
      const number = (details as Details).call?.from_number;
      // The number that a check gives to all its other phone calls would take them for one.
      if (number === undefined || number.endsWith("0100001")) return;
      peer.memory.isKnown = calls.has(number);
      calls.set(number, peer);
    },
  });
}

/** Keeps the caller's name in a variable of its own, for all calls. */
function greetsBySharedName(): Exhibit {
  let name = "";
  return broken({
    greet: (peer) => setTimeout(() => greetByName(peer, name), 30),
    callDetails(_peer: Peer, details: Incoming) {
      name = (details as Details).call?.retell_llm_dynamic_variables?.customer_name ?? name;
    },
  });
}

function greetByName(peer: Peer, name: string): void {
  peer.send(response(0, peer.connectionIndex === 0 ? `Hello ${name}, how may I help you?` : ""));
}

/** Servers that greet wrongly. */
import { type Peer, response, soundParts } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

/** What a server that greets by name gets to know. */
interface Details {
  readonly call?: {
    readonly from_number?: string;
    readonly retell_llm_dynamic_variables?: { readonly customer_name?: string };
  };
}

/** How long a greeting waits for details: for less than a check waits for the greeting. */
const patienceMs = 500;

export const greetingExhibits: Readonly<Record<string, Exhibit>> = {
  "greeting-in-time": broken({ config: { auto_reconnect: true }, greet: () => undefined }),
  "greeting-after-details": broken({ greet: () => undefined }),
  "greeting-without-details": broken({ greet: () => undefined, callDetails: (peer) => soundParts.greet(peer) }),
  "greeting-completed": broken({
    greet(peer) {
      if (peer.connectionIndex > 0) soundParts.greet(peer);
      else peer.send(response(0, "How may I help you?", { content_complete: false }));
    },
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
  const known = new Set<string>();
  return greetingWithDetails((peer, number) => {
    if (number !== undefined && known.has(number)) return;
    // The number that a check gives to all its other phone calls would take them for one.
    if (number !== undefined && !number.endsWith("0100001")) known.add(number);
    soundParts.greet(peer);
  });
}

/** Keeps a caller's name in a variable that all calls share. */
function greetsBySharedName(): Exhibit {
  let shared: string | undefined;
  return greetingWithDetails((peer, _number, name) => {
    shared ??= name;
    const words = shared === undefined ? "How may I help you?" : `Hello ${shared}, how may I help you?`;
    peer.send(response(0, peer.connectionIndex === 0 ? words : ""));
  });
}

/** Greets as soon as the details are there, or without them when they do not come. */
function greetingWithDetails(greet: (peer: Peer, number?: string, name?: string) => void): Exhibit {
  const timers = new WeakMap<Peer, NodeJS.Timeout>();
  return broken({
    greet: (peer) =>
      void timers.set(
        peer,
        setTimeout(() => soundParts.greet(peer), patienceMs),
      ),
    callDetails(peer, details) {
      clearTimeout(timers.get(peer));
      const { from_number, retell_llm_dynamic_variables } = (details as Details).call ?? {};
      greet(peer, from_number, retell_llm_dynamic_variables?.customer_name);
    },
  });
}

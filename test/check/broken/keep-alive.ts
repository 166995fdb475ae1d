/** Servers that answer keep-alives late, wrongly or not at all. */
import { asksForMuch, type Incoming, type Peer, soundParts } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

const pong = (peer: Peer, timestamp: number): void => peer.send({ response_type: "ping_pong", timestamp });

const hasAsked = new WeakSet<Peer>();
/** What waits while the server is busy with a long answer. */
const waiting = new WeakMap<Peer, Incoming[]>();

export const keepAliveExhibits: Readonly<Record<string, Exhibit>> = {
  "keep-alive-answered": broken({ ping: () => undefined }),
  "keep-alive-at-once": broken({
    answer(peer, request) {
      hasAsked.add(peer);
      soundParts.answer(peer, request);
    },
    remind(peer, request) {
      hasAsked.add(peer);
      soundParts.remind(peer, request);
    },
    ping(peer, request) {
      if (hasAsked.has(peer)) soundParts.ping(peer, request);
    },
  }),
  // Waits for its model inside the handler of messages.
  "keep-alive-while-answering": broken(
    {
      answer(peer, request) {
        if (!asksForMuch(request)) {
          soundParts.answer(peer, request);
          return;
        }
        const queue: Incoming[] = [];
        waiting.set(peer, queue);
        setTimeout(() => {
          waiting.delete(peer);
          if (peer.newestId === request.response_id) soundParts.answer(peer, request);
          for (const ping of queue) soundParts.ping(peer, ping);
        }, 1_000);
      },
      ping(peer, request) {
        const queue = waiting.get(peer);
        if (queue === undefined) soundParts.ping(peer, request);
        else queue.push(request);
      },
    },
    { settings: { pingTimeoutMs: 500 } },
  ),
  "keep-alive-prompt": broken(
    {
      ping: (peer, request) => setTimeout(() => soundParts.ping(peer, request), 1_300),
    },
    { settings: { pingTimeoutMs: 2_000 } },
  ),
  "keep-alive-echo": broken({ ping: (peer, { timestamp }) => pong(peer, timestamp + 1_000_000) }),
  "keep-alive-once": broken({
    ping(peer, { timestamp }) {
      pong(peer, timestamp);
      pong(peer, timestamp);
    },
  }),
  "keep-alive-unasked": broken({
    config: undefined,
    greet(peer) {
      soundParts.greet(peer);
      pong(peer, Date.now());
    },
  }),
  "keep-alive-after-reconnect": broken({
    ping(peer, request) {
      if (peer.connectionIndex === 0) soundParts.ping(peer, request);
    },
  }),
};

/** Servers that greet wrongly. */
import { response, soundParts } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

export const greetingExhibits: Readonly<Record<string, Exhibit>> = {
  "greeting-in-time": broken({ greet: () => undefined }),
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
};

/** Servers that are at a loss with a silent caller. */
import { type Peer, response, sentences, soundParts, tell, utterancesOf } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

const isReminding = new WeakSet<Peer>();

export const reminderExhibits: Readonly<Record<string, Exhibit>> = {
  // Looks behind the greeting for the last thing that the caller said, and finds none.
  "reminder-before-words": broken({
    remind(peer, request) {
      const said = utterancesOf(request);
      const isGreetedOnly = said.length > 0 && said.every(({ role }) => role === "agent");
      if (!isGreetedOnly) soundParts.remind(peer, request);
    },
  }),
  // Thinks about what to say, and takes nothing else meanwhile.
  "reminder-superseded": broken({
    remind(peer, request) {
      isReminding.add(peer);
      setTimeout(() => {
        isReminding.delete(peer);
        soundParts.remind(peer, request);
      }, 20);
    },
    answer(peer, request) {
      if (!isReminding.has(peer)) soundParts.answer(peer, request);
    },
  }),
  "reminder-leaves-answer": broken({
    remind(peer, request) {
      if (Number(peer.memory.reminders ?? 0) >= 1) peer.send(response(request.response_id - 1, sentences.join("")));
      soundParts.remind(peer, request);
    },
  }),
  "reminder-spoken": broken({ remind: (peer, { response_id }) => tell(peer, response_id, [""]) }),
  "reminder-varied": broken({ remind: (peer, { response_id }) => tell(peer, response_id, ["Are you still there?"]) }),
  "reminder-own-words": broken({
    remind(peer, request) {
      const isFirst = utterancesOf(request).at(-1)?.content === sentences.join("");
      if (isFirst) tell(peer, request.response_id, sentences);
      else soundParts.remind(peer, request);
    },
  }),
};

/** Servers that do not expect to be interrupted. */
import { asksForMuch, type Incoming, type Peer, response, soundParts, story, utterancesOf } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

/** The agent's last words, when they are only the beginning of the story. */
function heardOfStory(request: Incoming): string | undefined {
  const heard =
    utterancesOf(request)
      .findLast(({ role }) => role === "agent")
      ?.content.trim() ?? "";
  const isPart = heard !== "" && story.join("").startsWith(heard) && heard.length < story.join("").trim().length;
  return isPart ? heard : undefined;
}

/** The same connection, on which nothing can be interrupted. */
function guarded(peer: Peer): Peer {
  const send = (event: object): void => peer.send({ ...event, no_interruption_allowed: true });
  return Object.create(peer, { send: { value: send } }) as Peer;
}

const interrupted = new WeakSet<Peer>();

export const interruptionExhibits: Readonly<Record<string, Exhibit>> = {
  // Waits until what it said is in the transcript as a whole.
  "interruption-answered": broken({
    answer(peer, request) {
      if (heardOfStory(request) === undefined) soundParts.answer(peer, request);
    },
  }),
  "interruption-leaves-answer": broken({
    answer(peer, request) {
      peer.memory.storyId = asksForMuch(request) ? request.response_id : undefined;
      soundParts.answer(peer, request);
    },
    update(peer, request) {
      const heard = heardOfStory(request);
      const isAsked = utterancesOf(request).at(-1)?.role === "user";
      if (heard === undefined || !isAsked || peer.memory.storyId === undefined) return;
      peer.send(response(Number(peer.memory.storyId), story.join("").slice(heard.length)));
    },
  }),
  "interruption-allowed": broken({
    greet: (peer) => soundParts.greet(guarded(peer)),
    answer: (peer, request) => soundParts.answer(guarded(peer), request),
    remind: (peer, request) => soundParts.remind(guarded(peer), request),
  }),
  // Takes the caller's turn, once announced in the middle of the story, for one that never ends.
  "interruption-in-call": broken(
    {
      update(peer, request) {
        if (heardOfStory(request) !== undefined && !endsWithAgent(request)) interrupted.add(peer);
      },
      answer(peer, request) {
        const isWaiting = interrupted.has(peer) && String(utterancesOf(request).at(-1)?.content).startsWith("Hold on");
        if (!isWaiting) soundParts.answer(peer, request);
      },
    },
    { settings: { speed: 20 } },
  ),
  "interruption-own-completed": broken({
    answer(peer, request) {
      soundParts.answer(peer, request);
      if (!String(utterancesOf(request).at(-1)?.content).startsWith("Wait, sorry")) return;
      const words = { interrupt_id: 1, content: "Of course, ", content_complete: false };
      setTimeout(() => peer.send({ response_type: "agent_interrupt", ...words }), 20);
    },
  }),
};

function endsWithAgent(request: Incoming): boolean {
  return utterancesOf(request).at(-1)?.role === "agent";
}

/** Servers that take turns wrongly. */
import { type Incoming, type Parts, type Peer, response, sentences, soundParts, tell } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

type Utterance = Incoming["transcript"][number] & { readonly words?: unknown };

export const turnsExhibits: Readonly<Record<string, Exhibit>> = {
  "turn-answered": broken({ answer: () => undefined }),
  "turn-goes-on": answersOnce(),
  "turn-asked-id": broken({ answer: (peer, { response_id }) => peer.send(response(response_id - 1, "Yes.")) }),
  "turn-reminder": broken({ remind: () => undefined }),
  "turn-keeps-connection": broken({
    // Keep-alives would go on into the closed connection, which is theirs to tell.
    config: undefined,
    remind(peer, request) {
      soundParts.remind(peer, request);
      setTimeout(() => peer.socket.close(1000), 20);
    },
  }),
  "turn-completed": broken({
    answer: (peer, { response_id }) =>
      peer.send(response(response_id, sentences.join(""), { content_complete: false })),
  }),
  "turn-completed-once": broken({
    answer(peer, { response_id }) {
      peer.send(response(response_id, sentences.join("")));
      peer.send(response(response_id, ""));
    },
  }),
  "turn-ends-at-completion": broken({
    answer(peer, { response_id }) {
      for (const sentence of sentences) peer.send(response(response_id, sentence));
    },
  }),
  "turn-update-only": broken({
    update: (peer) => peer.send({ response_type: "response", content: "Go on.", content_complete: true }),
  }),
  "turn-update-amid": broken({
    answer(peer, { response_id, transcript }) {
      peer.memory.askedAfter = transcript?.length;
      tell(peer, response_id, ["One moment. ", ...sentences], 30);
    },
    update(peer, request) {
      // Takes what says nothing new for a sign that it should begin anew.
      const isNews = "turntaking" in request || request.transcript?.length !== peer.memory.askedAfter;
      if (!isNews) peer.newestId = Math.max(0, peer.newestId - 1);
    },
  }),
  "turn-first-id": silentWhen((peer, { response_id }) => {
    const isFirst = peer.memory.lastId === undefined;
    if (!isFirst || response_id === 1) peer.memory.lastId = response_id;
    return isFirst && response_id !== 1;
  }),
  "turn-turntaking": broken({
    update(peer, request) {
      // The other one, "user_turn", it knows.
      if ((request as { turntaking?: unknown }).turntaking === "agent_turn") peer.newestId = Number.POSITIVE_INFINITY;
    },
  }),
  "turn-unknown-fields": silentWhen((_peer, { transcript }) =>
    transcript.some((utterance) => Object.keys(utterance).some((key) => !["role", "content", "words"].includes(key))),
  ),
  "turn-word-times": silentWhen((_peer, { transcript }) =>
    transcript.some((utterance: Utterance) => utterance.words !== undefined),
  ),
  "turn-agent-last": silentWhen(
    (_peer, { transcript, interaction_type }) =>
      interaction_type === "response_required" && transcript.at(-1)?.role === "agent",
  ),
  "turn-empty-transcript": silentWhen((_peer, { transcript }) => transcript.length === 0),
  "turn-unintelligible": silentWhen((_peer, { transcript }) => transcript.at(-1)?.content === "(unintelligible audio)"),
  "turn-blank-words": silentWhen((_peer, { transcript }) => transcript.some(({ content }) => content.trim() === "")),
  "turn-unknown-role": silentWhen((_peer, { transcript }) =>
    transcript.some(({ role }) => role !== "agent" && role !== "user"),
  ),
  "turn-long-transcript": silentWhen((_peer, { transcript }) => transcript.length > 150),
};

/** Once an answer was finished, no other is given on that connection. */
function answersOnce(): Exhibit {
  const hasAnswered = new WeakSet<Peer>();
  return broken({
    answer(peer, request) {
      if (hasAnswered.has(peer)) return;
      soundParts.answer(peer, request);
      setTimeout(() => peer.newestId === request.response_id && hasAnswered.add(peer), 20);
    },
  });
}

/** Answers all but some requests. */
function silentWhen(isRefused: (peer: Peer, request: Incoming) => boolean): Exhibit {
  const unless =
    (part: Parts["answer"]): Parts["answer"] =>
    (peer, request) => {
      // What is no conversation is not its business: a check sends that, too.
      const isConversation =
        Array.isArray(request.transcript) && request.transcript.every((item) => item?.content !== undefined);
      if (!(isConversation && isRefused(peer, request))) part(peer, request);
    };
  return broken({ answer: unless(soundParts.answer), remind: unless(soundParts.remind) });
}

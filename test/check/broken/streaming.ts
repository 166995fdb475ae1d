/** Servers that let the caller wait. */
import { response, sentences, tell } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

const longAnswer = sentences[0]?.repeat(12) ?? "";
const quickMs = { maxFirstTextMs: 200, maxFirstSentenceMs: 200 };

export const streamingExhibits: Readonly<Record<string, Exhibit>> = {
  "streaming-first-text": broken(
    { answer: (peer, { response_id }) => setTimeout(() => tell(peer, response_id, sentences), 300) },
    { settings: quickMs },
  ),
  "streaming-first-sentence": broken(
    { answer: (peer, { response_id }) => tell(peer, response_id, ["We are open ", "from nine to five."], 300) },
    { settings: { maxFirstSentenceMs: 200 } },
  ),
  "streaming-first-sentence-alone": broken({
    answer: (peer, { response_id }) =>
      tell(peer, response_id, ["We are open from nine", ` to five. ${longAnswer}`], 200),
  }),
  "streaming-in-parts": broken({
    answer: (peer, { response_id }) => setTimeout(() => tell(peer, response_id, [longAnswer]), 200),
  }),
  "streaming-no-silence": broken(
    { answer: (peer, { response_id }) => tell(peer, response_id, ["Yes. ", "From nine to five."], 700) },
    { settings: { maxSilenceMs: 200, answerTimeoutMs: 3_000 } },
  ),
  "streaming-joined": broken({
    answer: (peer, { response_id }) =>
      tell(
        peer,
        response_id,
        sentences.map((sentence) => sentence.trim()),
      ),
  }),
  "streaming-few-empty-parts": broken({
    answer(peer, { response_id }) {
      for (let count = 0; count < 30; count += 1) peer.send(response(response_id, "", { content_complete: false }));
      tell(peer, response_id, sentences);
    },
  }),
};

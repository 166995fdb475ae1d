/** Servers that let the caller wait. */
import type { CheckSettings } from "../../../src/check/index.ts";
import { type Parts, response, sentences, tell } from "../model-server.ts";
import { broken, type Exhibit, patient } from "./exhibit.ts";

const longAnswer = sentences[0]?.repeat(12) ?? "";
/** Answers to everything like this. */
function answering(answer: Parts["answer"], settings: Partial<CheckSettings> = {}): Exhibit {
  return broken({ answer }, { settings: { ...patient, ...settings } });
}

export const streamingExhibits: Readonly<Record<string, Exhibit>> = {
  "streaming-first-text": answering(
    (peer, { response_id }) => setTimeout(() => tell(peer, response_id, sentences), 300),
    { maxFirstTextMs: 200, maxFirstSentenceMs: 200 },
  ),
  "streaming-first-sentence": answering(
    (peer, { response_id }) => tell(peer, response_id, ["We are open ", "from nine to five."], 300),
    { maxFirstSentenceMs: 200 },
  ),
  "streaming-first-sentence-alone": answering((peer, { response_id }) =>
    tell(peer, response_id, ["We are open from nine", ` to five. ${longAnswer}`], 200),
  ),
  "streaming-in-parts": answering((peer, { response_id }) =>
    setTimeout(() => tell(peer, response_id, [longAnswer]), 200),
  ),
  "streaming-no-silence": answering(
    (peer, { response_id }) => tell(peer, response_id, ["Yes. ", "From nine to five."], 700),
    { maxSilenceMs: 200 },
  ),
  "streaming-joined": answering((peer, { response_id }) =>
    tell(
      peer,
      response_id,
      sentences.map((sentence) => sentence.trim()),
    ),
  ),
  "streaming-few-empty-parts": answering((peer, { response_id }) => {
    for (let count = 0; count < 30; count += 1) peer.send(response(response_id, "", { content_complete: false }));
    tell(peer, response_id, sentences);
  }),
};

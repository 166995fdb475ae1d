/** Servers that know nothing of withdrawn turns. */
import { asksForMuch, type Incoming, type Peer, response, soundParts, story, utterancesOf } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

/** Tells a story to its end, whatever is asked meanwhile. */
function tellOn(peer: Peer, responseId: number, messages: number, everyMs: number, onEnd: () => void): void {
  peer.send(response(responseId, story[0] as string, { content_complete: messages === 1 }));
  if (messages === 1) onEnd();
  else setTimeout(() => tellOn(peer, responseId, messages - 1, everyMs, onEnd), everyMs);
}

/** Tells a story, and notices only after more than a second that it was withdrawn. */
function tellForASecond(peer: Peer, responseId: number, messages: number, withdrawnAtMs: number | undefined): void {
  const since = withdrawnAtMs ?? (peer.newestId === responseId ? undefined : Date.now());
  const isOver = since === undefined ? messages === 1 : Date.now() - since > 1_300;
  if (since === undefined || !isOver) {
    peer.send(response(responseId, story[0] as string, { content_complete: isOver }));
  }
  if (!isOver) setTimeout(() => tellForASecond(peer, responseId, Math.max(1, messages - 1), since), 5);
}

/** What an exhibit keeps of each connection. */
function perPeer<Value>(initial: () => Value): (peer: Peer) => { value: Value } {
  const kept = new WeakMap<Peer, { value: Value }>();
  return (peer) => {
    const found = kept.get(peer) ?? { value: initial() };
    kept.set(peer, found);
    return found;
  };
}

const isBusy = perPeer(() => false);
const lastRequests = perPeer(() => ({ atMs: Number.NEGATIVE_INFINITY, inARow: 0 }));
const lastId = perPeer((): number | undefined => undefined);
const lastTranscript = perPeer(() => "");
const answeredUtterance = perPeer((): { words: string; count: number } | undefined => undefined);

export const withdrawnExhibits: Readonly<Record<string, Exhibit>> = {
  // Waits for the end of its story inside the handler of messages.
  "withdrawn-newest-answered": broken({
    answer(peer, request) {
      const busy = isBusy(peer);
      if (busy.value) return;
      if (!asksForMuch(request)) {
        soundParts.answer(peer, request);
        return;
      }
      busy.value = true;
      tellOn(peer, request.response_id, 10, 20, () => {
        busy.value = false;
      });
    },
  }),
  "withdrawn-stops": broken({
    answer(peer, request) {
      if (asksForMuch(request)) tellOn(peer, request.response_id, 20, 25, () => undefined);
      else soundParts.answer(peer, request);
    },
  }),
  "withdrawn-few-stale": broken(
    {
      answer(peer, request) {
        if (asksForMuch(request)) tellForASecond(peer, request.response_id, story.length, undefined);
        else soundParts.answer(peer, request);
      },
    },
    { settings: { crossingMs: 2_000 } },
  ),
  // Takes four requests within a moment, and no more.
  "withdrawn-burst": broken({
    answer(peer, request) {
      const last = lastRequests(peer);
      const isSoon = Date.now() - last.value.atMs < 50;
      last.value = { atMs: Date.now(), inARow: isSoon ? last.value.inARow + 1 : 1 };
      if (last.value.inARow <= 4) soundParts.answer(peer, request);
    },
  }),
  "withdrawn-ids-apart": broken({
    answer(peer, request) {
      const last = lastId(peer);
      const isNext = last.value === undefined || request.response_id <= last.value + 100;
      last.value = request.response_id;
      if (isNext) soundParts.answer(peer, request);
    },
  }),
  // Takes a request that it has seen for a mistake of the platform.
  "withdrawn-same-words": broken({
    answer(peer, request) {
      const transcript = JSON.stringify(utterancesOf(request));
      const last = lastTranscript(peer);
      const isRepeated = last.value === transcript;
      last.value = transcript;
      if (!isRepeated) soundParts.answer(peer, request);
    },
  }),
  // Counts the utterances to find out whether anything is new.
  "withdrawn-longer-words": broken({
    answer(peer, request) {
      if (asksForMuch(request)) {
        soundParts.answer(peer, request);
        return;
      }
      const answered = answeredUtterance(peer);
      const words = wordsOf(request);
      const count = utterancesOf(request).length;
      if (answered.value?.count === count && answered.value.words !== words) return;
      peer.send(response(request.response_id, "One moment. ", { content_complete: false }));
      setTimeout(() => {
        if (peer.newestId !== request.response_id) return;
        answered.value = { words, count };
        peer.send(response(request.response_id, "We are open."));
      }, 5);
    },
  }),
};

function wordsOf(request: Incoming): string {
  return utterancesOf(request).at(-1)?.content ?? "";
}

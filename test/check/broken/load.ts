/** Servers that many calls at the same time are too much for. */
import {
  type Incoming,
  type ModelServer,
  type Parts,
  type Peer,
  response,
  soundParts,
  startModelServer,
} from "../model-server.ts";
import type { Exhibit } from "./exhibit.ts";

/** Parts that are made anew for each server, as they remember things. */
function made(parts: () => Partial<Parts>, rest: Omit<Exhibit, "start"> = {}): Exhibit {
  return { start: (): Promise<ModelServer> => startModelServer(parts()), ...rest };
}

/** The name that the caller has just said; undefined for all that others ask. */
function nameIn({ transcript }: Incoming): string | undefined {
  return /My name is (\w+)/.exec(transcript?.at?.(-1)?.content ?? "")?.[1];
}

/** Leaves the calls of a crowd beyond the third unanswered. */
function overwhelmed(): Partial<Parts> {
  const crowd = new Set<Peer>();
  return {
    answer(peer, request) {
      if (nameIn(request) !== undefined) crowd.add(peer);
      if (!crowd.has(peer) || crowd.size <= 3) soundParts.answer(peer, request);
    },
    disconnected: (peer) => void crowd.delete(peer),
  };
}

/** Thinks before it says a name, and has forgotten by then whose it was. */
function confused(): Partial<Parts> {
  let lastName: string | undefined;
  return {
    answer(peer, request) {
      const name = nameIn(request);
      if (name === undefined) {
        soundParts.answer(peer, request);
        return;
      }
      lastName = name;
      setTimeout(() => peer.send(response(request.response_id, `Hello ${lastName}, yes, I can.`)), 50);
    },
  };
}

/** Takes much longer for everybody who comes after the first one. */
function sluggish(): Partial<Parts> {
  let nameCount = 0;
  return {
    answer(peer, request) {
      if (nameIn(request) !== undefined) nameCount += 1;
      if (nameIn(request) === undefined || nameCount === 1) soundParts.answer(peer, request);
      else setTimeout(() => soundParts.answer(peer, request), 4_000);
    },
  };
}

/** Never gives back the places of a crowd, and has few of them. */
function exhausted(): Partial<Parts> {
  const names = new Set<string>();
  return {
    admits: (request) => soundParts.admits(request) && names.size <= 3,
    answer(peer, request) {
      const name = nameIn(request);
      if (name !== undefined) names.add(name);
      soundParts.answer(peer, request);
    },
  };
}

export const loadExhibits: Readonly<Record<string, Exhibit>> = {
  "load-answered": made(overwhelmed),
  "load-own-answers": made(confused),
  "load-pace": made(sluggish, { settings: { maxFirstTextMs: 3_000, answerTimeoutMs: 10_000 } }),
  "load-recovers": made(exhausted),
};

/** Servers that bad input brings down, or makes hang up. */
import { type ModelServer, type Peer, soundParts, startModelServer } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";
import { fragile } from "./fragile.ts";

/** Falls over as soon as this is so of a message's text. */
function fallsOverText(isFatal: (text: string) => boolean): Exhibit {
  return fragile(() => ({ onMessage: (bytes, isBinary) => !isBinary && isFatal(bytes.toString("utf8")) }));
}

/** Falls over as soon as this is so of a message that is a JSON object. */
function fallsOverMessage(isFatal: (message: Record<string, unknown>) => boolean): Exhibit {
  return fallsOverText((text) => {
    const value = parsed(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) && isFatal({ ...value });
  });
}

function isRequest({ interaction_type, response_id }: Record<string, unknown>): boolean {
  return interaction_type === "response_required" && (response_id === undefined || response_id === 1);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Forgets the calls that are up when one of them sends very much. */
function startDistracted(): Promise<ModelServer> {
  const updateCounts = new Map<Peer, number>();
  const forgotten = new Set<Peer>();
  return startModelServer({
    greet(peer) {
      updateCounts.set(peer, 0);
      soundParts.greet(peer);
    },
    update(peer) {
      const count = (updateCounts.get(peer) ?? 0) + 1;
      updateCounts.set(peer, count);
      if (count > 1_000) for (const other of updateCounts.keys()) forgotten.add(other);
    },
    answer(peer, request) {
      if (!forgotten.has(peer)) soundParts.answer(peer, request);
    },
    disconnected: (peer) => void updateCounts.delete(peer),
  });
}

export const badInputExhibits: Readonly<Record<string, Exhibit>> = {
  "bad-input-unknown-type": broken({ unknown: ({ socket }) => socket.close(1011, "Unknown message.") }),
  "bad-input-unknown-fields": broken({
    update({ socket }, request) {
      if (Object.hasOwn(request, "__proto__")) socket.close(1008, "Unknown field.");
    },
  }),
  "bad-input-long-message": broken({ webSocket: { maxPayload: 512 * 1024 } }),
  "bad-input-no-json": fallsOverText((text) => text !== "" && parsed(text) === undefined),
  "bad-input-no-object": fallsOverText((text) => parsed(text) === null),
  "bad-input-no-type": fallsOverMessage(({ interaction_type }) => typeof interaction_type !== "string"),
  "bad-input-no-response-id": fallsOverMessage(
    (message) => message.interaction_type === "response_required" && message.response_id === undefined,
  ),
  "bad-input-mistyped-response-id": fallsOverMessage(
    ({ response_id }) => response_id !== undefined && !Number.isInteger(response_id),
  ),
  "bad-input-no-transcript": fallsOverMessage((message) => isRequest(message) && message.transcript === undefined),
  "bad-input-mistyped-transcript": fallsOverMessage(
    (message) => isRequest(message) && message.transcript !== undefined && !Array.isArray(message.transcript),
  ),
  "bad-input-lone-surrogate": fallsOverText((text) => /\\ud83d(?!\\ud)/i.test(text)),
  "bad-input-nul": fallsOverText((text) => text.includes("\\u0000")),
  "bad-input-deep": fallsOverText((text) => text.includes("[".repeat(5_000))),
  "bad-input-huge": fallsOverText((text) => text.length > 4 * 1024 * 1024),
  "bad-input-bad-utf8": fragile(() => ({ onError: ({ message }) => /UTF-8/i.test(message) })),
  "bad-input-binary": fragile(() => ({ isStartedAnew: true, onMessage: (_bytes, isBinary) => isBinary })),
  "bad-input-half-message": fragile(() => ({
    onClose: (code, { strayByteCount }) => code === 1006 && strayByteCount > 1_000,
  })),
  "bad-input-update-flood": { start: startDistracted },
  "bad-input-unread": fragile(() => {
    const keepAliveCounts = new Map<Peer, number>();
    return {
      onMessage(bytes, _isBinary, peer) {
        const count = (keepAliveCounts.get(peer) ?? 0) + Number(bytes.includes("ping_pong"));
        keepAliveCounts.set(peer, count);
        return count > 1_000;
      },
    };
  }),
  // What a connection held that broke before it said anything is never freed.
  "bad-input-dropped-connections": fragile(() => {
    let lostCount = 0;
    return {
      onClose(code, { messageCount }) {
        if (code === 1006 && messageCount === 0) lostCount += 1;
        return lostCount >= 5;
      },
    };
  }),
};

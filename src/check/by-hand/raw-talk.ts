/** An ordinary conversation over a connection made by hand. */
import { type PlatformCallDetails, toCallDetails } from "../../platform/index.ts";
import { decodeServerFrame, type ResponseEvent, type ResponseType, type ServerEvent } from "../../protocol/index.ts";
import { keepAlive } from "../calls/keep-alives.ts";
import type { CheckContext } from "../context.ts";
import type { RawConnection } from "./raw-connection.ts";

export interface RawTalk extends Disposable {
  /** Settles with true once something came under this id, with false after the time or when the connection is gone. */
  isAnswered(responseId: number, timeoutMs: number): Promise<boolean>;
}

/** The text of a request that a caller of few words makes. */
export function rawRequest(responseId: number, words = "Hi, José?"): string {
  const transcript = [{ role: "user", content: words }];
  return JSON.stringify({ interaction_type: "response_required", response_id: responseId, transcript });
}

/** Gives the server what it asks for in its config, as long as somebody waits for an answer. */
export function rawTalk(context: CheckContext, raw: RawConnection): RawTalk {
  const answered = new Set<number>();
  const sendEvent = (event: object): void => raw.text(JSON.stringify(event));
  const keepAlives = keepAlive(context, (timestamp) => sendEvent({ interaction_type: "ping_pong", timestamp }));
  let readCount = 0;
  const take = (event: ServerEvent, responseType: ResponseType): void => {
    if (event.response_type === "ping_pong") keepAlives.answered();
    // A message without a type is a response: that is how the guide's server writes.
    if (responseType === "response") answered.add((event as ResponseEvent).response_id);
    if (event.response_type !== "config") return;
    const details: PlatformCallDetails = {};
    if (event.config.call_details) {
      sendEvent({ interaction_type: "call_details", call: toCallDetails(raw.callId, details) });
    }
    if (event.config.auto_reconnect) keepAlives.start();
  };
  const readOn = (): void => {
    for (const { text } of raw.frames.slice(readCount)) {
      readCount += 1;
      const decoded = decodeServerFrame(text);
      if (decoded.type === "event") take(decoded.event, decoded.responseType);
    }
  };
  return {
    isAnswered: (responseId, timeoutMs) =>
      raw.until(() => {
        readOn();
        return answered.has(responseId);
      }, timeoutMs),
    [Symbol.dispose]: () => keepAlives.stop(),
  };
}

/** Which request is the newest: the one whose answer the platform would still speak. */

export type RequestVerdict =
  /** Answer it. */
  | "new"
  /** After a reconnection the platform asks again for what is being answered: go on. */
  | "running"
  | "stale-request"
  | "duplicate-request";

export interface Requests {
  /** @param isRunning whether this id's answer is under way. */
  judge(responseId: number, isRunning: boolean): RequestVerdict;
  /**
   * The platform connected again. Nobody documents whether its ids go on or start anew, so the first request on a
   * connection is always taken; one that is asked for again was not heard.
   */
  reconnected(): void;
}

export function createRequests(): Requests {
  // The begin message has id 0, so requests start above it.
  let newest = 0;
  let firstOnConnection = false;
  return {
    judge(responseId, isRunning) {
      if (firstOnConnection && responseId > 0) {
        firstOnConnection = false;
        const isSame = responseId === newest;
        newest = responseId;
        return isSame && isRunning ? "running" : "new";
      }
      if (responseId < newest) return "stale-request";
      if (responseId === newest) return "duplicate-request";
      newest = responseId;
      return "new";
    },
    reconnected() {
      firstOnConnection = true;
    },
  };
}

/** One of the soak's callers: holds a call, begins another when it is over, and counts what goes unanswered. */
import { openCall } from "../support/call.mjs";
import { firstResponseId, pingFrame } from "../support/frames.mjs";

/** Longer than any server may take: the agent answers at once, so only a lost answer is ever this late. */
const answerTimeoutMs = 20_000;
/** The platform pings this often, or a server may give the connection up. */
const pingIntervalMs = 5_000;
const halfFramePauseMs = 100;

/**
 * @typedef {object} Tally what the soak counts over all callers.
 * @property {number} calls
 * @property {number} frames
 * @property {number} answers
 * @property {number} unanswered requests that stayed current on an open connection, and got no complete answer.
 * @property {number} closedForNothing connections that the server ended though nothing gave it a reason to.
 * @property {string[]} refusals the first few reasons why a call could not be opened.
 */

/**
 * @param {number} port
 * @param {string} name
 * @param {Tally} tally
 * @typedef {ReturnType<typeof createCaller>} Caller
 */
export function createCaller(port, name, tally) {
  /** @type {import("../support/call.mjs").Call | undefined} */
  let call;
  let callCount = 0;
  let newestId = firstResponseId;
  let askedAt = 0;
  let pingedAt = 0;
  /** While true nothing else may be written: half a frame is on its way. */
  let busy = false;
  let mayClose = false;
  let stalledUntil = 0;
  let dialling = false;

  const dial = async (callId) => {
    dialling = true;
    try {
      const opened = await openCall(port, { callId, onMessage });
      tally.calls += 1;
      call = opened;
      askedAt = 0;
      busy = false;
      mayClose = false;
      stalledUntil = 0;
      void opened.closed.then(() => {
        if (call !== opened) return;
        call = undefined;
        if (!mayClose) tally.closedForNothing += 1;
      });
    } catch (error) {
      if (tally.refusals.length < 5) tally.refusals.push(error.message);
    } finally {
      dialling = false;
    }
  };

  const onMessage = (message) => {
    if (askedAt === 0 || message.response_id !== newestId || message.content_complete !== true) return;
    askedAt = 0;
    tally.answers += 1;
  };

  const write = (frame) => {
    if (call === undefined) return;
    tally.frames += 1;
    call.send(frame);
  };

  const caller = {
    get newestId() {
      return newestId;
    },
    /** Whether a deed makes sense now. */
    isFree: () => call !== undefined && !busy && !mayClose,
    needsCall: () => call === undefined && !dialling,
    /** A call that was broken off is dialled again; any other begins anew. */
    async dialNext(isSame = false) {
      if (!isSame) {
        callCount += 1;
        newestId = firstResponseId;
      }
      await dial(`soak-${name}-${callCount}`);
    },
    /** What has to happen in time, whatever else a caller does. */
    tend(now) {
      if (call === undefined) return;
      if (stalledUntil !== 0 && now >= stalledUntil) {
        stalledUntil = 0;
        if (askedAt !== 0) askedAt = now;
        call.socket.resume();
      }
      if (askedAt !== 0 && stalledUntil === 0 && now - askedAt > answerTimeoutMs) {
        askedAt = 0;
        tally.unanswered += 1;
      }
      if (now - pingedAt > pingIntervalMs && caller.isFree()) caller.ping();
    },
    isWaiting: () => call !== undefined && askedAt !== 0,
    write,
    ping() {
      pingedAt = Date.now();
      write(pingFrame(pingedAt));
    },
    /** @param {(responseId: number) => Buffer} request */
    ask(request) {
      newestId += 1;
      askedAt = Date.now();
      write(request(newestId));
    },
    /** @param {Buffer} frame */
    writeInTwo(frame) {
      const writing = call;
      const middle = frame.length >> 1;
      busy = true;
      write(frame.subarray(0, middle));
      setTimeout(() => {
        if (call !== writing) return;
        busy = false;
        call?.send(frame.subarray(middle));
      }, halfFramePauseMs);
    },
    /** Stops reading for a while. */
    stall(forMs) {
      stalledUntil = Date.now() + forMs;
      call?.socket.pause();
    },
    /** Sends something that ends the connection, so nothing more is expected of it. */
    offend(frame) {
      mayClose = true;
      askedAt = 0;
      write(frame);
      // A stalled reader would not see the close.
      call?.socket.resume();
    },
    /** Breaks the connection; the call itself may go on on another one. */
    drop(isSameCall) {
      mayClose = true;
      const dropped = call;
      call = undefined;
      dropped?.socket.destroy();
      if (isSameCall) void caller.dialNext(true);
    },
    async hangUp() {
      mayClose = true;
      askedAt = 0;
      call?.socket.resume();
      await call?.end();
    },
  };
  return caller;
}

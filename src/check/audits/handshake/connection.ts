/** A connection from its first moment to its last: beside others, alive, and closed in good order. */
import { type Audit, CouldNotTell, fails, holds } from "../../audit.ts";
import { openRawConnection } from "../../by-hand/raw-connection.ts";
import { encodeFrame, opcodes } from "../../by-hand/web-socket-frames.ts";
import { newCallId } from "../../calls/call-ids.ts";
import { isGreeted, isSurvived } from "../../calls/next-call.ts";
import type { ProbeCall } from "../../calls/probe-call.ts";
import type { CheckContext } from "../../context.ts";
import { welcomed } from "../reach/way-in-step.ts";

/** Asks for much, so that the answer is still under way when the caller hangs up. */
export const hungUpOn = "I have a minute only: please tell me all about your opening hours, step by step.";

async function hangUpAmidAnswer(context: CheckContext): Promise<void> {
  await using call = await context.placeCall();
  if (!(await isGreeted(context, call))) throw new CouldNotTell("the call was not greeted");
  const id = call.request(hungUpOn);
  await call.until(() => call.answerSoFar(id).parts.length > 0, context.settings.answerTimeoutMs);
  await call[Symbol.asyncDispose]();
  // A server falls when it sends the next piece, not at once.
  await context.wait(context.settings.quietMs);
}

async function placeSecond(context: CheckContext, callId: string): Promise<ProbeCall | string> {
  try {
    return await context.placeCall({ callId });
  } catch (error) {
    if (error instanceof CouldNotTell) return error.message;
    throw error;
  }
}

export const connectionAudits: readonly Audit[] = [
  {
    id: "handshake-two-calls",
    group: "handshake",
    level: "MUST",
    phase: "reach",
    title: "Keeps two calls at the same time, also when their ids differ in one character",
    why: "Every call has a connection of its own: the second caller is not connected, or the first is cut off.",
    advice: "Keep what belongs to a call with its connection, under its whole id, never in a variable that all share.",
    source: "Roles and endpoint",
    async run(context) {
      await welcomed(context);
      const stem = newCallId().slice(0, -1);
      await using first = await context.placeCall({ callId: `${stem}a` });
      const second = await placeSecond(context, `${stem}b`);
      if (typeof second === "string") {
        if (first.closed !== undefined) throw new CouldNotTell("the first of two calls was closed before the second");
        return fails(`with one call open, ${second}`, { sent: "a second handshake", received: second });
      }
      await using both = second;
      // Slow or not, a server that keeps one call only has closed the other by the time that it greets.
      await both.until(
        () => first.closed !== undefined || both.answerSoFar(0).parts.length > 0,
        context.settings.quietMs,
      );
      await first.until(() => false, Math.min(100, context.settings.quietMs));
      const closed = first.closed ?? both.closed;
      if (closed === undefined) return holds();
      if (first.closed !== undefined && both.closed !== undefined) throw new CouldNotTell("both calls were closed");
      const which = first.closed === undefined ? "second" : "first";
      return fails(`with two calls open, the ${which} was closed with ${closed.code}`, {
        sent: "two handshakes, one after the other",
        received: `a close with ${closed.code} ${JSON.stringify(closed.reason)}`,
        frames: (which === "first" ? first : both).frames,
      });
    },
  },
  {
    id: "handshake-ping",
    group: "handshake",
    level: "SHOULD",
    title: "Answers a ping of the WebSocket protocol",
    why: "Proxies and clients use it to tell whether a connection is alive, and break one that does not answer.",
    advice: "Leave control frames to a WebSocket library, and do not keep its loop waiting.",
    source: "ours",
    async run(context) {
      await welcomed(context);
      using raw = await openRawConnection(context);
      raw.send(encodeFrame("repartee", { opcode: opcodes.ping }));
      const isPong = ({ opcode, text }: { opcode: number; text: string }): boolean =>
        opcode === opcodes.pong && text === "repartee";
      const { pingTimeoutMs } = context.settings;
      if (await raw.until(() => raw.frames.some(isPong), pingTimeoutMs)) return holds();
      if (raw.isClosed) throw new CouldNotTell(`the connection was closed with ${(await raw.closed).code}`);
      const pong = raw.frames.find(({ opcode }) => opcode === opcodes.pong);
      const received = pong === undefined ? "nothing" : `a pong with ${JSON.stringify(pong.text)}`;
      return fails(`no pong with the ping's text came within ${pingTimeoutMs / 1_000} s`, {
        sent: 'a ping frame with "repartee"',
        received,
      });
    },
  },
  {
    id: "handshake-close-answered",
    group: "handshake",
    level: "SHOULD",
    title: "Answers the close of a call that has ended",
    why: "Each call that ends leaves a connection behind that looks open, or broken, until somebody gives it up.",
    advice: "Leave the closing to a WebSocket library, and do not keep its loop waiting.",
    source: "Closing",
    async run(context) {
      await welcomed(context);
      using raw = await openRawConnection(context);
      const { pingTimeoutMs, quietMs } = context.settings;
      await raw.until(() => raw.frames.length > 0, quietMs);
      if (raw.isClosed) throw new CouldNotTell("the connection was closed before");
      raw.close(1000);
      const isClose = ({ opcode }: { opcode: number }): boolean => opcode === opcodes.close;
      if (await raw.until(() => raw.frames.some(isClose), pingTimeoutMs)) return holds();
      const became = raw.isClosed ? "the connection was broken" : `nothing came within ${pingTimeoutMs / 1_000} s`;
      return fails(`${became} instead of a close frame`, { sent: "a close frame with 1000", received: became });
    },
  },
  {
    id: "handshake-survives-close",
    group: "handshake",
    level: "MUST",
    phase: "disturb",
    title: "Goes on when a caller hangs up in the middle of an answer",
    why: "Callers hang up at any time: a server that writes to the closed connection and falls takes all calls with it.",
    advice: "Stop the answer when the connection closes, and catch what is thrown by a send to one that is gone.",
    source: "Closing",
    async run(context) {
      await using witness = await context.placeCall();
      const verdict = await isSurvived(context, "a close with 1000 amid an answer", () => hangUpAmidAnswer(context));
      if (verdict.outcome !== "holds" || witness.closed === undefined) return verdict;
      return fails(`when one caller hung up, another call was closed with ${witness.closed.code}`, {
        sent: "a close with 1000 amid an answer of another call",
        received: `a close with ${witness.closed.code}`,
        frames: witness.frames,
      });
    },
  },
];

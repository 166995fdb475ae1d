/** Too much of what is allowed: the calls of others go on. */
import { type Audit, CouldNotTell, fails, type Verdict } from "../../audit.ts";
import { hasTaken, openIntruder } from "../../by-hand/intruder.ts";
import { openRawConnection } from "../../by-hand/raw-connection.ts";
import { breakOff, openRawSocket } from "../../by-hand/raw-socket.ts";
import { encodeFrame } from "../../by-hand/web-socket-frames.ts";
import { expectAnsweredCalls, isAnswered, isGreeted, isSurvived, suspect } from "../../calls/next-call.ts";
import type { CheckContext } from "../../context.ts";

const floodUpdates = 2_000;
const update = JSON.stringify({
  interaction_type: "update_only",
  transcript: Array.from({ length: 10 }, (_, index) => ({
    role: index % 2 === 0 ? "user" : "agent",
    content: "As I said, it is a long story.",
  })),
});
/** So that the answers of as many as there are dropped connections by default are more than a network holds. */
const keepAlivesPerConnection = 80;
/** Connections that are opened at the same time: a platform dials as many after a restart. */
const openedAtOnce = 50;

export const floodAudits: readonly Audit[] = [
  {
    id: "bad-input-update-flood",
    group: "bad-input",
    level: "MUST",
    title: "Answers the calls beside one that floods it with updates",
    why: "Every caller shares the server with every other: one connection that talks too much must not silence the rest.",
    advice: "Do little for an update: keep the newest transcript, and leave the work to the next request.",
    source: "ours",
    phase: "disturb",
    run: (context) => othersAreAnswered(context),
  },
  {
    id: "bad-input-unread",
    group: "bad-input",
    level: "MUST",
    title: "Survives a peer that reads nothing",
    why: "Answers to it pile up in the server's memory, or block whatever waits until they are gone: all calls, at worst.",
    advice:
      "Bound what waits to be sent on each connection, drop the connection past that, and never wait for one peer.",
    source: "ours",
    phase: "disturb",
    slow: true,
    heavy: true,
    run: (context) => {
      const count = context.settings.floodConnections * keepAlivesPerConnection;
      return isSurvived(context, `${count} keep-alives, whose answers were not read`, async () => {
        using connection = await openIntruder(context);
        connection.stopReading();
        connection.send(repeated('{"interaction_type":"ping_pong","timestamp":1767225600000}', count));
        // What comes back is not read, so a moment must do.
        await connection.until(() => false, context.settings.quietMs);
      });
    },
  },
  {
    id: "bad-input-dropped-connections",
    group: "bad-input",
    level: "MUST",
    title: "Survives many connections that are opened and dropped",
    why: "Port scanners and bad networks do this all day. What each leaves behind adds up until no call gets in.",
    advice:
      "Handle the errors of connections that never became calls, give handshakes a time limit, and free what they held.",
    source: "ours",
    phase: "disturb",
    heavy: true,
    run: (context) => {
      const count = context.settings.floodConnections;
      return isSurvived(context, `${count} connections, dropped before, during and after the handshake`, () =>
        dropConnections(context, count),
      );
    },
  },
];

async function othersAreAnswered(context: CheckContext): Promise<Verdict> {
  const what = `${floodUpdates} updates on one connection`;
  await expectAnsweredCalls(context);
  await using bystander = await context.placeCall();
  if (!(await isGreeted(context, bystander))) throw new CouldNotTell("the call beside the flood was not greeted");
  let isHeard = false;
  const verdict = await isSurvived(context, what, async () => {
    using flooding = await openIntruder(context);
    flooding.send(repeated(update, floodUpdates));
    await hasTaken(context, flooding, context.settings.answerTimeoutMs);
    isHeard = await isAnswered(context, bystander);
  });
  if (verdict.outcome !== "holds" || isHeard) return verdict;
  await suspect(context, what);
  return fails(
    `a call beside the flood was not answered ${
      bystander.closed === undefined
        ? `within ${context.settings.answerTimeoutMs / 1_000} s`
        : `but closed with ${bystander.closed.code}`
    }`,
    { sent: `${what}, and a request on another one`, received: "nothing", frames: bystander.frames },
  );
}

function repeated(text: string, count: number): Buffer {
  const frame = encodeFrame(text);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

async function dropConnections(context: CheckContext, count: number): Promise<void> {
  const ways = [dropBeforeHandshake, dropDuringHandshake, dropCall];
  for (let first = 0; first < count; first += openedAtOnce) {
    const size = Math.min(openedAtOnce, count - first);
    const opened = Array.from({ length: size }, (_, index) => ways[(first + index) % ways.length]?.(context));
    // To be turned away is a good answer to a flood.
    for (const { reason } of (await Promise.allSettled(opened)).filter((result) => result.status === "rejected")) {
      if (!(reason instanceof CouldNotTell)) throw reason;
    }
  }
}

async function dropBeforeHandshake(context: CheckContext): Promise<void> {
  breakOff(await openRawSocket(context));
}

async function dropDuringHandshake(context: CheckContext): Promise<void> {
  const socket = await openRawSocket(context);
  const { host, pathname } = new URL(context.url);
  await new Promise<void>((resolve) => {
    socket.once("close", () => resolve());
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: webso`, () => breakOff(socket));
  });
}

async function dropCall(context: CheckContext): Promise<void> {
  using _ = await openRawConnection(context);
}

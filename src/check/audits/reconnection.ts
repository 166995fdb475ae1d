/** Reconnection: a connection that breaks is dialled again, and the call goes on. */
import { brokenReconnects } from "../../protocol/index.ts";
import { type Audit, CouldNotTell, fails, holds, notApplicable } from "../audit.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import { redial } from "../calls/redial.ts";
import type { CheckContext } from "../context.ts";
import { type Reconnection, reconnections } from "../exercises/reconnections.ts";
import { judgeAnswer } from "../judges/expected-answer.ts";

const source = "Closing";

/** @throws CouldNotTell when reconnections were refused, or nothing was answered after them. */
async function accepted(context: CheckContext): Promise<readonly Reconnection[]> {
  const seen = await context.share(reconnections);
  if (seen.some(({ refusal }) => refusal !== undefined)) throw new CouldNotTell("it did not take the call up again");
  return seen;
}

/** @throws CouldNotTell when reconnections were refused, or nothing was answered after them. */
async function requireGoingOn(context: CheckContext): Promise<void> {
  const seen = await accepted(context);
  const isLost = seen.some(({ call, nextId }) => nextId === undefined || !call.answerSoFar(nextId).isComplete);
  if (isLost) throw new CouldNotTell("it did not answer on a later connection of the call");
}

export const reconnectionAudits: readonly Audit[] = [
  {
    id: "reconnection-accepted",
    group: "reconnection",
    level: "MUST",
    title: "Takes up a call again under its id, whenever the connection broke",
    why: "Connections break. The platform dials again at once, and the call ends as an error if that is refused.",
    advice: "Accept an id that is known already, and let the new connection take the place of the old one.",
    source,
    async run(context) {
      const seen = await context.share(reconnections);
      const refused = seen.find(({ refusal }) => refusal !== undefined);
      if (refused === undefined) return holds();
      return fails(`broken ${refused.when}, the call was not taken up again: ${refused.refusal}`, {
        sent: "a second connection under the same call id",
        received: refused.refusal ?? "",
        frames: refused.call.frames,
      });
    },
  },
  {
    id: "reconnection-goes-on",
    group: "reconnection",
    level: "MUST",
    title: "Answers on the new connection",
    why: "The caller is still there and hears nothing more, until the platform or the caller gives up.",
    advice: "Answer from the transcript of the request: it holds the whole call, whatever this process remembers.",
    source: "Timing",
    async run(context) {
      for (const { call, when, nextId } of await accepted(context)) {
        if (nextId === undefined) continue;
        const failure = await judgeAnswer(context, call, nextId, `after a connection that broke ${when}`);
        if (failure !== undefined) return failure;
      }
      return holds();
    },
  },
  {
    id: "reconnection-greets-once",
    group: "reconnection",
    level: "SHOULD",
    title: "Greets the caller once for each call, not once for each connection",
    why: "The caller is in the middle of a conversation and hears the greeting again, or it is dropped.",
    advice: "Remember the call ids that were greeted, and send id 0 with empty content on a later connection.",
    source: "Timing",
    async run(context) {
      const calls = new Set((await accepted(context)).map(({ call }) => call));
      const again = [...calls].flatMap(({ frames }) =>
        frames.filter(({ findings }) => findings.includes("greeted-again")),
      );
      if (again.length === 0) return holds();
      return fails(`${again.length} of its greetings came on a later connection of a call that had begun`, {
        received: again[0]?.text ?? "",
        frames: again,
      });
    },
  },
  {
    id: "reconnection-leaves-answer",
    group: "reconnection",
    level: "SHOULD",
    title: "Stops an answer whose connection is gone when the new connection asks anew",
    why: "The rest of the old answer is dropped without a word: a model is paid for what nobody hears.",
    advice: "Tie each answer to the newest response_id of the call, over all of its connections.",
    source: "Ids and staleness",
    async run(context) {
      await requireGoingOn(context);
      const stale = (await accepted(context)).flatMap(({ call, openId, nextId }) => {
        if (openId === undefined || nextId === undefined) return [];
        // Behind the first words of the new answer, nothing old can be on its way any more.
        const first = call.answerSoFar(nextId).parts[0]?.frame.index ?? Number.POSITIVE_INFINITY;
        const { parts, partsAfter } = call.answerSoFar(openId);
        return [...parts, ...partsAfter]
          .filter(({ event, frame }) => event.content.trim() !== "" && frame.index > first)
          .map(({ frame }) => frame);
      });
      if (stale.length === 0) return holds();
      return fails(
        `${stale.length} messages of an answer came after the new connection had asked anew and was answered`,
        {
          received: stale[0]?.text ?? "",
          frames: stale,
        },
      );
    },
  },
  {
    id: "reconnection-config",
    group: "reconnection",
    level: "SHOULD",
    title: "Sends config again on each connection",
    why: "It holds for one connection: without it, the rest of the call has no keep-alives and no tool calls.",
    advice: "Send config first on every connection, not only on the first one of a call.",
    source: "config",
    async run(context) {
      const calls = [...new Set((await accepted(context)).map(({ call }) => call))];
      const configured = calls.filter((call) => call.frames.some(isConfig));
      if (configured.length === 0) return notApplicable("it sends no config");
      for (const call of configured) {
        // What was broken off at once may have brought nothing.
        const missing = call.openMs.findIndex((_, index) => index > 0 && !socketHasConfig(call, index));
        if (missing < 0) continue;
        return fails(`config did not come on connection ${missing + 1} of a call`, {
          frames: call.frames.filter(
            ({ socketIndex, direction }) => socketIndex === missing && direction === "from-server",
          ),
        });
      }
      return holds();
    },
  },
  {
    id: "reconnection-half-open",
    group: "reconnection",
    level: "SHOULD",
    title: "Takes a call up again although it has not noticed that the old connection is gone",
    why: "A network that fails tells the server nothing: the platform dials again while the server sees the old one open.",
    advice: "Let the newest connection of a call id win; close the older one, never the newer.",
    source,
    async run(context) {
      await requireGoingOn(context);
      return await judgeHalfOpen(context);
    },
  },
  {
    id: "reconnection-all-four",
    group: "reconnection",
    level: "MUST",
    title: `Takes up a call after each of the platform's ${brokenReconnects} reconnections`,
    why: "The platform would have tried again, and the call could have been saved.",
    advice: "Do not count the connections of a call.",
    source: "Timing",
    async run(context) {
      await requireGoingOn(context);
      const call = await context.placeCall();
      await call.greeting();
      for (let count = 1; count <= brokenReconnects; count += 1) {
        const refusal = await redial(context, call);
        if (refusal === undefined) continue;
        return fails(`reconnection ${count} of ${brokenReconnects} was refused: ${refusal}`, {
          sent: `connection ${count + 1} under the same call id`,
          received: refusal,
          frames: call.frames,
        });
      }
      const { responseId } = await call.ask("Are you still there after all of this?");
      return (await judgeAnswer(context, call, responseId, `after ${brokenReconnects} reconnections`)) ?? holds();
    },
  },
];

async function judgeHalfOpen(context: CheckContext) {
  const { quietMs } = context.settings;
  const first = await context.placeCall();
  await first.greeting();
  await first.ask("Hello, can you hear me?");
  let second: ProbeCall;
  const sent = "a second connection under the same call id, the first one still open";
  try {
    second = await context.placeCall({ callId: first.callId });
  } catch (error) {
    if (!(error instanceof CouldNotTell)) throw error;
    return fails(`while the first connection was open, ${error.message}`, { sent, received: error.message });
  }
  await second.until(() => second.answerSoFar(0).isComplete, quietMs);
  second.transcript.push(...first.transcript);
  const { responseId } = await second.ask("Are you still there?", { responseId: 2 });
  if (second.closed !== undefined) {
    const received = `a close with ${second.closed.code}`;
    return fails(`on the newer of two open connections, there was ${received}`, {
      sent,
      received,
      frames: second.frames,
    });
  }
  return (await judgeAnswer(context, second, responseId, "on the newer of two open connections")) ?? holds();
}

function isConfig({ type, direction }: { readonly type: string; readonly direction: string }): boolean {
  return type === "config" && direction === "from-server";
}

function socketHasConfig({ frames }: ProbeCall, index: number): boolean {
  return frames.some((frame) => frame.socketIndex === index && isConfig(frame));
}

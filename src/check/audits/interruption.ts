/** Interruptions: the caller speaks over the agent and wants to be heard. */
import type { CallReport, TurnTiming } from "../../platform/index.ts";
import { type AgentInterrupt, decodeServerFrame } from "../../protocol/index.ts";
import { type Audit, CouldNotTell, fails, holds, notApplicable } from "../audit.ts";
import type { Answer } from "../calls/answer.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";
import { conversation } from "../exercises/conversation.ts";
import { interruptedCall } from "../exercises/interrupted-call.ts";
import { interruption } from "../exercises/interruption.ts";
import { judgeAnswer, requireNothingAfter } from "../judges/expected-answer.ts";

const source = "Interruption";

/** What the caller of the whole call says over the agent's voice. */
const cutIn = "Hold on, when are you open?";

export const interruptionAudits: readonly Audit[] = [
  {
    id: "interruption-answered",
    group: "interruption",
    level: "MUST",
    title: "Answers what the caller said over the agent's voice",
    why: "The caller cuts in, the agent falls silent, and nothing follows until the caller speaks again.",
    advice:
      "Take the agent's words from the transcript of each request: after an interruption they are fewer than you sent.",
    source,
    async run(context) {
      const { call, nextId } = await context.share(interruption);
      if (nextId !== undefined) {
        return (await judgeAnswer(context, call, nextId, "after an answer that was heard in part")) ?? holds();
      }
      return fails(`told that its answer was interrupted, it closed the connection with ${call.closed?.code}`, {
        sent: "an update_only with the agent's words cut short",
        received: `a close with ${call.closed?.code}`,
        frames: call.frames,
      });
    },
  },
  {
    id: "interruption-leaves-answer",
    group: "interruption",
    level: "SHOULD",
    title: "Leaves an interrupted answer alone",
    why: "The interrupted id is over: what is sent under it again is dropped without a word.",
    advice: "Say what is still worth saying in the answer to the next request, under its id.",
    source,
    async run(context) {
      const { call, interruptedId, toldAtIndex } = await context.share(interruption);
      await requireNothingAfter(context);
      const { parts, partsAfter } = call.answerSoFar(interruptedId);
      const later = [...parts, ...partsAfter].filter(
        ({ event, frame }) => frame.index > toldAtIndex && event.content.trim() !== "",
      );
      if (later.length === 0) return holds();
      return fails(`${later.length} messages with text came under id ${interruptedId} after it was interrupted`, {
        sent: call.frames[toldAtIndex]?.text ?? "",
        received: later[0]?.frame.text ?? "",
        frames: later.map(({ frame }) => frame),
      });
    },
  },
  {
    id: "interruption-allowed",
    group: "interruption",
    level: "SHOULD",
    title: "Lets the caller interrupt at least some of its words",
    why: "With no_interruption_allowed on everything, callers can never cut in: the agent talks over them.",
    advice: "Keep no_interruption_allowed for what must be heard to its end, such as closing words.",
    source: "response",
    async run(context) {
      const { greeting, answers } = await context.share(conversation);
      const spoken = [greeting, ...answers].filter(({ text }) => text.trim() !== "");
      if (spoken.length === 0) return notApplicable("it said nothing");
      if (spoken.length === 1) throw new CouldNotTell("it spoke only once, and that may have to be heard");
      if (!spoken.every(isProtected)) return holds();
      return fails(`all of the ${spoken.length} things that it said had no_interruption_allowed`, {
        frames: spoken.flatMap(({ parts }) => parts.map(({ frame }) => frame)),
      });
    },
  },
  {
    id: "interruption-in-call",
    group: "interruption",
    level: "MUST",
    title: "Goes on after an interruption in a whole call, with voices and turns",
    why: "The caller cuts in and is never answered, although each message alone seems to be right.",
    advice: "Play the call with `repartee call` and interrupt it; watch what is sent after the cut.",
    source,
    slow: true,
    run: async (context) => {
      await wasAnswered(context);
      return judgeCall(await interruptedCall(context, cutIn));
    },
  },
  {
    id: "interruption-own-completed",
    group: "interruption",
    level: "MUST",
    title: "Completes each agent_interrupt",
    why: "Its turn stays open: no reminder comes and nothing new is asked until the caller speaks.",
    advice: "Send content_complete true on the last message of each interrupt_id.",
    source: "agent_interrupt",
    async run(context) {
      const calls = [(await context.share(conversation)).call, (await context.share(interruption)).call];
      const speaking = calls.filter((call) => interruptsOf(call).length > 0);
      if (speaking.length === 0) return notApplicable("it sent no agent_interrupt");
      for (const call of speaking) {
        await call.until(() => isLastComplete(call), context.settings.answerTimeoutMs);
        if (isLastComplete(call)) continue;
        const last = interruptsOf(call).at(-1)?.event.interrupt_id;
        return fails(`agent_interrupt ${last} was never completed`, {
          frames: interruptsOf(call).map(({ frame }) => frame),
        });
      }
      return holds();
    },
  },
];

async function wasAnswered(context: CheckContext): Promise<void> {
  const { call, nextId } = await context.share(interruption);
  const isAnswered = nextId !== undefined && call.answerSoFar(nextId).isComplete;
  if (!isAnswered) throw new CouldNotTell("an interrupted answer alone keeps it from answering");
}

function isProtected({ parts }: Answer): boolean {
  return parts.every(({ event }) => event.content.trim() === "" || event.no_interruption_allowed === true);
}

function judgeCall({ turns, call, frames }: CallReport) {
  const cutAt = turns.findIndex(({ kind, outcome }) => kind === "response" && outcome === "cut");
  if (cutAt < 0)
    throw new CouldNotTell("the caller did not get to cut in: the agent was not speaking, or would not stop");
  const cut = turns[cutAt] as TurnTiming;
  const answers = turns.slice(cutAt + 1).filter(({ outcome }) => outcome === "spoken" || outcome === "silent");
  if (answers.length > 0) return holds(`answered ${Math.round(answers[0]?.completeMs ?? 0)} ms after it was asked`);
  return fails(`the caller cut in with "${cutIn}", and was not answered (${call.disconnection_reason})`, {
    sent: `an interruption of id ${cut.turnId}`,
    received: "no answer that could be spoken",
    frames: frames.filter(({ atMs }) => atMs >= cut.askedAtMs),
  });
}

function interruptsOf(call: ProbeCall) {
  return call.frames.flatMap((frame) => {
    if (frame.direction !== "from-server" || frame.type !== "agent_interrupt") return [];
    const decoded = decodeServerFrame(frame.text);
    return decoded.type === "event" ? [{ frame, event: decoded.event as AgentInterrupt }] : [];
  });
}

/** Another id takes the place of those before it, so that only the last one can hang. */
function isLastComplete(call: ProbeCall): boolean {
  const interrupts = interruptsOf(call);
  const lastId = interrupts.at(-1)?.event.interrupt_id;
  return interrupts.some(({ event }) => event.interrupt_id === lastId && event.content_complete);
}

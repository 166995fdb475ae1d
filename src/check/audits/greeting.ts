/** The begin message: nothing is spoken before it. */
import type { FrameRecord } from "../../platform/index.ts";
import { type Audit, CouldNotTell, fails, holds, notApplicable } from "../audit.ts";
import type { Answer } from "../calls/answer.ts";
import type { CheckContext } from "../context.ts";
import { type Conversation, conversation } from "../exercises/conversation.ts";
import { type NamedCall, twoCalls } from "../exercises/two-calls.ts";
import { requireSilentUpdates } from "../exercises/updates.ts";
import { misdirectedFrames } from "../judges/misdirected.ts";
import { framesOfTurn, obstacleToAnswer, untakenFrames } from "../judges/untaken.ts";
import { welcomed } from "./reach/way-in-step.ts";

const source = "Order of events";

/** The conversation of a server that has sent something under id 0. */
async function greeted(context: CheckContext): Promise<Conversation> {
  const talk = await context.share(conversation);
  if (talk.greeting.parts.length > 0) return talk;
  throw new CouldNotTell(obstacleToAnswer(talk.call, 0) ?? "there was no begin message");
}

export const greetingAudits: readonly Audit[] = [
  {
    id: "greeting-in-time",
    group: "greeting",
    level: "MUST",
    title: "Sends a response with id 0 within 5 s of the connection",
    why: "Nothing is ever spoken before the begin message: the caller hears silence, and no error is logged.",
    advice:
      "Send a response with response_id 0 as soon as the connection opens. Empty content lets the caller speak first.",
    source,
    async run(context) {
      const { call, greeting } = await context.share(conversation);
      const [first] = greeting.parts;
      if (first !== undefined) return holds(`after ${Math.round(first.atMs)} ms`);
      if (untakenFrames(framesOfTurn(call.frames, 0)).length > 0) {
        throw new CouldNotTell("what it sent at first was of a form that the platform cannot take");
      }
      if (call.config.call_details) {
        throw new CouldNotTell("it asked for call_details first, and whether it greets after them is told there");
      }
      await welcomed(context);
      return fails(`no response with id 0 came within ${context.settings.greetingTimeoutMs / 1_000} s`, {
        sent: "nothing: the server speaks first",
        received: call.closed ? `a close with ${call.closed.code}` : "nothing under id 0",
        frames: framesOfTurn(call.frames, 0),
      });
    },
  },
  {
    id: "greeting-after-details",
    group: "greeting",
    level: "MUST",
    title: "Greets once it has the call details that it asked for",
    why: "Nothing is spoken before the begin message: a server that waits for more than it asked for waits for ever.",
    advice: "Send the response with id 0 when call_details arrives. Wait for nothing else, such as an update.",
    source: "call_details",
    async run(context) {
      const { call, greeting } = await context.share(conversation);
      if (!call.config.call_details) return notApplicable("it does not ask for call_details");
      const frames = framesOfTurn(call.frames, 0);
      const [first] = greeting.parts;
      const details = frames.find(({ type }) => type === "call_details");
      if (first !== undefined) {
        const afterMs = Math.round(first.frame.atMs - (details?.atMs ?? 0));
        return holds(afterMs < 0 ? "did not wait for them" : `${afterMs} ms after them`);
      }
      if (untakenFrames(frames).length > 0) {
        throw new CouldNotTell("what it sent at first was of a form that the platform cannot take");
      }
      return fails(`no response with id 0 came within ${context.settings.greetingTimeoutMs / 1_000} s`, {
        sent: "call_details, as it had asked for them",
        received: call.closed ? `a close with ${call.closed.code}` : "nothing under id 0",
        frames,
      });
    },
  },
  {
    id: "greeting-without-details",
    group: "greeting",
    level: "SHOULD",
    title: "Greets within 5 s although the call details never come",
    why: "A platform that does not know call_details never sends them: the caller would hear nothing at all.",
    advice: "Wait for call_details for a second or two at most, then greet without them.",
    source: "What is left open",
    slow: true,
    async run(context) {
      const { call } = await greeted(context);
      if (!call.config.call_details) return notApplicable("it does not ask for call_details");
      await using unserved = await context.placeCall({ withholdsDetails: true });
      const [first] = (await unserved.greeting()).parts;
      if (first !== undefined) return holds(`after ${Math.round(first.atMs)} ms`);
      return fails(`without call_details no greeting came within ${context.settings.greetingTimeoutMs / 1_000} s`, {
        sent: "nothing: as a platform that does not know call_details",
        received: unserved.closed ? `a close with ${unserved.closed.code}` : "nothing under id 0",
        frames: unserved.frames,
      });
    },
  },
  {
    id: "greeting-completed",
    group: "greeting",
    level: "MUST",
    title: "Completes the greeting",
    why: "The agent's turn hangs until the caller speaks: no reminder comes, and half a sentence is never spoken.",
    advice: "Send content_complete true on the last message under id 0, also when its content is empty.",
    source,
    async run(context) {
      const { call, greeting } = await greeted(context);
      if (greeting.isComplete) return holds();
      const obstacle = obstacleToAnswer(call, 0);
      if (obstacle !== undefined) throw new CouldNotTell(obstacle);
      return fails("no message under id 0 had content_complete true", {
        received: `${greeting.parts.length} messages under id 0, none of them complete`,
        frames: call.frames,
      });
    },
  },
  {
    id: "greeting-after-config",
    group: "greeting",
    level: "MUST",
    title: "Sends config before the greeting, if at all",
    why: "A config that comes later is not acted on: there are no keep-alives and no call details.",
    advice: "Send config as the very first message of each connection.",
    source: "config",
    async run(context) {
      const { call } = await context.share(conversation);
      const sent = call.frames.filter(({ direction }) => direction === "from-server");
      const at = sent.findIndex(({ type }) => type === "config");
      if (at < 0) return notApplicable("it sends no config");
      if (at === 0) return holds();
      return fails(`config came as message ${at + 1} of the server`, { frames: sent.slice(0, at + 1) });
    },
  },
  {
    id: "greeting-once",
    group: "greeting",
    level: "MUST",
    title: "Sends nothing more under id 0 after it has completed the greeting",
    why: "What comes after the completion is dropped without a word.",
    advice: "Send the begin message once, and nothing under id 0 after content_complete true.",
    source,
    async run(context) {
      const talk = await greeted(context);
      if (!talk.greeting.isComplete) throw new CouldNotTell("the greeting was not completed");
      const misdirected = new Set(misdirectedFrames(talk));
      const { parts, partsAfter } = talk.call.answerSoFar(0);
      const after = partsAfter.filter(({ frame }) => !misdirected.has(frame));
      if (after.length === 0) return holds();
      await requireSilentUpdates(context);
      return fails(`${after.length} more came under id 0 after its completion`, {
        frames: [...parts, ...after].map(({ frame }) => frame),
      });
    },
  },
  {
    id: "greeting-first",
    group: "greeting",
    level: "MUST",
    title: "Says nothing before its greeting",
    why: "Nothing is spoken before the begin message: what comes earlier is dropped, and the caller never hears it.",
    advice: "Send the response with id 0 before any other response or agent_interrupt.",
    source,
    async run(context) {
      const { call, greeting } = await greeted(context);
      const first = call.frames.indexOf(greeting.parts[0]?.frame as FrameRecord);
      const early = call.frames.slice(0, first).filter(speaks);
      if (early.length === 0) return holds();
      return fails(`${early.length} messages that speak came before the first one with id 0`, {
        frames: call.frames.slice(0, first + 1),
      });
    },
  },
  {
    id: "greeting-each-call",
    group: "greeting",
    level: "MUST",
    title: "Greets each of two calls that begin at the same time",
    why: "The caller that is not greeted hears silence, as long as another one is on the line.",
    advice: "Keep everything that belongs to a call under its call id: not in globals, and not by the caller's number.",
    source,
    async run(context) {
      await greeted(context);
      const calls = await context.share(twoCalls);
      const ungreeted = calls.find(({ greeting }) => greeting.parts.length === 0);
      if (ungreeted === undefined) return holds();
      return fails("of two calls from one number at the same time, one was not greeted", {
        sent: "two calls with ids of their own",
        received: ungreeted.call.closed ? `a close with ${ungreeted.call.closed.code}` : "nothing under id 0",
        frames: ungreeted.call.frames,
      });
    },
  },
  {
    id: "greeting-own-data",
    group: "greeting",
    level: "MUST",
    title: "Greets nobody with what belongs to another call",
    why: "A caller hears the name of somebody else, who calls at the same moment.",
    advice: "Keep what call_details tells under the call id, never in a variable that calls share.",
    source: "call_details",
    async run(context) {
      const calls = await context.share(twoCalls);
      if (!calls.some(({ call }) => call.config.call_details)) return notApplicable("it does not ask for call_details");
      if (calls.some(({ greeting }) => greeting.parts.length === 0)) throw new CouldNotTell("a call was not greeted");
      for (const { call, greeting, name } of calls) {
        const foreign = calls.find((other) => other.name !== name && tells(greeting, other));
        if (foreign === undefined) continue;
        return fails(`a caller named ${name} was greeted with what belongs to the call of ${foreign.name}`, {
          received: greeting.text,
          frames: call.frames,
        });
      }
      return holds();
    },
  },
];

function speaks({ direction, type }: FrameRecord): boolean {
  return direction === "from-server" && (type === "response" || type === "agent_interrupt");
}

function tells({ text }: Answer, { name, call }: NamedCall): boolean {
  return text.includes(name) || text.includes(call.callId);
}

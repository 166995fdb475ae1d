/** The begin message: nothing is spoken before it. */
import { type Audit, CouldNotTell, fails, holds, notApplicable } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import { type Conversation, conversation } from "../exercises/conversation.ts";

const source = "Order of events";

/** The conversation of a server that has sent something under id 0. */
async function greeted(context: CheckContext): Promise<Conversation> {
  const talk = await context.share(conversation);
  if (talk.greeting.parts.length === 0) throw new CouldNotTell("there was no begin message");
  return talk;
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
      if (call.config.call_details) {
        return fails("it asked for call_details, got them, and then sent no begin message", {
          sent: "call_details",
          received: "nothing under id 0",
          frames: call.frames,
        });
      }
      return fails(`no response with id 0 came within ${context.settings.greetingTimeoutMs / 1_000} s`, {
        sent: "nothing: the server speaks first",
        received: call.closed ? `a close with ${call.closed.code}` : "nothing under id 0",
        frames: call.frames,
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
      const { call } = await greeted(context);
      const { isComplete, parts, partsAfter } = call.answerSoFar(0);
      if (!isComplete) throw new CouldNotTell("the greeting was not completed");
      if (partsAfter.length === 0) return holds();
      return fails(`${partsAfter.length} more came under id 0 after its completion`, {
        frames: [...parts, ...partsAfter].map(({ frame }) => frame),
      });
    },
  },
];

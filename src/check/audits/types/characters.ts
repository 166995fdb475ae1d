/** Characters: whatever the language, they are understood, and come out whole. */
import { type Audit, CouldNotTell, fails, holds } from "../../audit.ts";
import { foreignWords } from "../../exercises/foreign-words.ts";
import { sentFrames } from "../../exercises/sent-frames.ts";
import { objectFrames } from "../../field-faults.ts";
import { framesOfTurn, untakenFrames } from "../../untaken.ts";

/** Half of a character that JavaScript and JSON write as two, or the mark that stands for bytes that made no sense. */
const brokenCharacter = /\p{Surrogate}|\uFFFD/u;

export const characterAudits: readonly Audit[] = [
  {
    id: "types-foreign-scripts",
    group: "types",
    level: "MUST",
    title: "Answers callers who speak in other scripts",
    why: "The caller's words come as they were understood, in any language: there is silence where a server takes only its own.",
    advice: "Read and write UTF-8 throughout. Look for encodings by default, and for logs that refuse a character.",
    source: "Transcript shapes",
    async run(context) {
      const { call, turns } = await context.share(foreignWords);
      const silent = turns.find(({ answer }) => !answer.isComplete);
      if (silent === undefined) return holds();
      const frames = framesOfTurn(call.frames, silent.answer.responseId);
      if (untakenFrames(frames).length > 0) throw new CouldNotTell("the answer came in messages that cannot be taken");
      const { answerTimeoutMs } = context.settings;
      return fails(`words with ${silent.script} got no complete answer within ${answerTimeoutMs / 1_000} s`, {
        sent: `response_required with words with ${silent.script}`,
        received: call.closed ? `a close with ${call.closed.code}` : `${silent.answer.parts.length} messages`,
        frames,
      });
    },
  },
  {
    id: "types-whole-characters",
    group: "types",
    level: "SHOULD",
    title: "Sends whole characters",
    why: "A character that is cut in two is spoken as rubbish, or not at all, and half of one may spoil the whole message.",
    advice:
      "Cut text between characters, not between bytes or UTF-16 units, and decode a model's stream with a streaming decoder.",
    source: "ours",
    async run(context) {
      const foreign = await context.share(foreignWords).catch((error) => {
        if (error instanceof CouldNotTell) return undefined;
        throw error;
      });
      const sent = [...(await context.share(sentFrames)), ...(foreign?.call.frames ?? [])];
      const broken = objectFrames(sent).filter(
        ({ value }) => typeof value.content === "string" && brokenCharacter.test(value.content),
      );
      if (broken.length === 0) return holds();
      return fails(`${broken.length} messages held half a character, or the sign for a broken one`, {
        received: broken[0]?.frame.text ?? "",
        frames: broken.map(({ frame }) => frame),
      });
    },
  },
];

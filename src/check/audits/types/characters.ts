/** Characters: whatever the language, they are understood, and come out whole. */
import { type Audit, CouldNotTell, fails, holds } from "../../audit.ts";
import { foreignWords } from "../../exercises/foreign-words.ts";
import { sentFrames } from "../../exercises/sent-frames.ts";
import { judgeAnswer } from "../../judges/expected-answer.ts";
import { objectFrames } from "../../judges/field-faults.ts";

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
      const turns = await context.share(foreignWords);
      for (const { script, call, answer } of turns) {
        const when = `after a request with words with ${script}`;
        const failure = await judgeAnswer(context, call, answer.responseId, when);
        if (failure !== undefined) return failure;
      }
      return holds();
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
      const sent = [...(await context.share(sentFrames)), ...(foreign ?? []).flatMap(({ call }) => call.frames)];
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

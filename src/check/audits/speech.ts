/** What the voice is given to say: words that can be spoken, and nothing that only a screen can show. */
import { type MarkupKind, markupIn } from "../../platform/index.ts";
import { type Audit, CouldNotTell, fails, holds, type Verdict } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import { everyCall } from "../exercises/every-call.ts";
import { framesOf, heardText } from "../judges/heard.ts";
import {
  findControlMark,
  findInvisible,
  findPlaceholder,
  findRawData,
  findTag,
  findUrl,
} from "../judges/unspeakable.ts";

/** About a minute of speech. */
const maxAnswerCharacters = 1_000;
/** What is looked at of one answer for its contents: patterns must stay cheap, whatever a server sends. */
const judgedCharacters = 5_000;

interface SpeechRule extends Pick<Audit, "id" | "title" | "why" | "advice"> {
  /** @returns what is amiss in an answer's text, to be named after "such as"; undefined when nothing is. */
  readonly find: (text: string) => string | undefined;
}

const rules: readonly SpeechRule[] = [
  {
    id: "speech-no-markdown",
    title: "Speaks without Markdown and HTML: no bold, headings, code, links or tags",
    why: "The voice reads the marks aloud or stumbles over them: the caller hears asterisks and hash signs.",
    advice: "Tell the model to write plain spoken sentences, and strip marks that it writes nevertheless.",
    find: inBeginning((text) => markup(["bold or italics", "a heading", "code", "a link"])(text) ?? findTag(text)),
  },
  {
    id: "speech-no-lists",
    title: "Speaks without lists",
    why: "Line breaks and bullets cannot be heard: the items run into each other, or their numbers are read aloud.",
    advice: "Tell the model to name few things in one sentence, and to ask before it names more.",
    find: inBeginning(markup(["a list"])),
  },
  {
    id: "speech-no-emoji",
    title: "Speaks without emoji",
    why: "An emoji is read out by its name, or makes an odd pause.",
    advice: "Tell the model not to use emoji, and strip them from what it writes.",
    find: inBeginning(markup(["an emoji"])),
  },
  {
    id: "speech-no-urls",
    title: "Reads no web addresses aloud",
    why: "The voice spells slashes, dots and parameters, and no caller can write that down.",
    advice: "Say where to look in words, such as “on our website”, or offer to send the address.",
    find: inBeginning(findUrl),
  },
  {
    id: "speech-no-raw-data",
    title: "Speaks no JSON, and nothing that a model writes to call a tool",
    why: "The caller hears braces, quotes and names of functions, and the tool was probably not called.",
    advice: "Take tool calls out of the model's stream before its text is sent, and put results into sentences.",
    find: inBeginning(findRawData),
  },
  {
    id: "speech-no-control-marks",
    title: "Speaks no marks of the model, such as NO_RESPONSE_NEEDED, <|im_end|> or <think>",
    why: "The platform knows none of them: they are read aloud, with all that stands between them.",
    advice: "Cut them out of the model's text. To say nothing, send empty content with content_complete true.",
    find: inBeginning(findControlMark),
  },
  {
    id: "speech-no-invisible-characters",
    title: "Speaks no control characters and none that cannot be seen",
    why: "Voices pause, skip the word or fail at them, and nobody sees why when reading the transcript.",
    advice: "Strip control characters, zero-width spaces and byte order marks from the text.",
    find: inBeginning(findInvisible),
  },
  {
    id: "speech-no-placeholders",
    title: "Speaks no places that were never filled in, such as {{name}}",
    why: "The platform fills nothing into the texts of your server: the caller hears the name of the variable.",
    advice: "Fill in all variables before the text is sent, with words that also fit when a value is missing.",
    find: inBeginning(findPlaceholder),
  },
  {
    id: "speech-brief",
    title: `Speaks for about a minute at most: ${maxAnswerCharacters.toLocaleString("en")} characters`,
    why: "Nobody listens to a monologue on the phone: the caller interrupts, and what was said after that is lost.",
    advice: "Tell the model to answer in two or three sentences, and limit the length of what it writes.",
    find: ({ length }) => (length > maxAnswerCharacters ? `${length} characters` : undefined),
  },
];

export const speechAudits: readonly Audit[] = rules.map(({ find, ...rule }) => ({
  ...rule,
  group: "speech",
  level: "SHOULD",
  source: "ours",
  run: (context) => judge(context, find),
}));

async function judge(context: CheckContext, find: SpeechRule["find"]): Promise<Verdict> {
  const calls = await everyCall(context);
  const spoken = calls.flatMap(({ answers }) => answers).filter((answer) => heardText(answer).trim() !== "");
  if (spoken.length === 0) throw new CouldNotTell("the server said nothing that the platform would speak");
  const faults = spoken.flatMap((answer) => {
    const found = find(heardText(answer));
    return found === undefined ? [] : [{ answer, found }];
  });
  const [first] = faults;
  if (first === undefined) return holds(`in ${spoken.length} answers`);
  return fails(`${faults.length} of ${spoken.length} answers break this, such as with: ${first.found}`, {
    received: heardText(first.answer),
    frames: framesOf(first.answer),
  });
}

function inBeginning(find: SpeechRule["find"]): SpeechRule["find"] {
  return (text) => find(text.slice(0, judgedCharacters));
}

function markup(kinds: readonly MarkupKind[]): SpeechRule["find"] {
  return (text) => markupIn(text).find((kind) => kinds.includes(kind));
}

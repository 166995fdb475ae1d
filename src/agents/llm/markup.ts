/** Markup within a model's text: where it ends, and what of it is speech. */

export interface Markup {
  /** The index after it. */
  readonly end: number;
  /** What it holds that may be spoken; may hold markup itself. */
  readonly inner: string;
}

/** `open`: it begins here, and what came so far does not tell where it ends. */
export type MarkupAt = Markup | "open" | undefined;

/** Longer stretches between two marks are no emphasis and no link, but two ordinary characters. */
const longestSpan = 400;
/** What stands between these tags is not meant for ears. */
const silentTag =
  /^<(think|thinking|reasoning|tool_call|tool_calls|tool_response|function_call|function|invoke)\b[^>]*>/i;
const anyTag = /^<\/?[a-z][^<>\n]{0,200}>/i;
const controlMark = /^<\|[^|<>]{0,100}\|>/;

/** Tells what begins at this position, if anything. */
export function markupAt(text: string, at: number): MarkupAt {
  switch (text[at]) {
    case "`":
      return codeAt(text, at);
    case "*":
    case "~":
      return emphasisAt(text, at);
    case "_":
      return /\w/.test(text[at - 1] ?? "") ? undefined : emphasisAt(text, at);
    case "!":
      return text[at + 1] === "[" ? imageAt(text, at) : undefined;
    case "[":
      return linkAt(text, at);
    case "{":
      return jsonAt(text, at);
    case "<":
      return tagAt(text, at);
    default:
      return undefined;
  }
}

/** Where something ends that begins before `length`: `Infinity` when it is still open, and `length` when there is nothing. */
export function markupEnd(text: string, length: number): number {
  let at = 0;
  while (at < length) {
    const markup = markupAt(text, at);
    if (markup === "open") return Number.POSITIVE_INFINITY;
    if (markup !== undefined && markup.end > length) return markup.end;
    at = markup === undefined ? at + 1 : markup.end;
  }
  return length;
}

function codeAt(text: string, at: number): MarkupAt {
  const rest = text.slice(at);
  const mark = /^`+/.exec(rest)?.[0] as string;
  // More of the mark may come.
  if (mark.length === rest.length) return "open";
  const end = text.indexOf(mark, at + mark.length);
  if (mark.length >= 3) return end < 0 ? "open" : { end: end + mark.length, inner: "" };
  return span(text, at, mark, end);
}

function emphasisAt(text: string, at: number): MarkupAt {
  const character = text[at] as string;
  const rest = text.slice(at);
  const mark = (/^([*_~])\1*/.exec(rest) as RegExpExecArray)[0];
  if (mark.length === rest.length) return mark.length > 3 ? undefined : "open";
  const isMark = character === "~" ? mark.length === 2 : mark.length <= 3;
  const opens = /\S/.test(text[at + mark.length] ?? "") && !/\w/.test(text[at - 1] ?? "");
  if (!isMark || !opens) return undefined;
  let end = text.indexOf(mark, at + mark.length);
  // A mark after a blank opens something of its own, and is no end.
  while (end > 0 && end <= at + longestSpan && /\s/.test(text[end - 1] as string))
    end = text.indexOf(mark, end + mark.length);
  return span(text, at, mark, end);
}

/** Two marks in one paragraph with speech between them. */
function span(text: string, at: number, mark: string, end: number): MarkupAt {
  const stop = text.slice(at, at + longestSpan).search(/\n\s*\n/);
  const limit = stop < 0 ? at + longestSpan : at + stop;
  if (end < 0 || end > limit) return limit < text.length ? undefined : "open";
  return { end: end + mark.length, inner: text.slice(at + mark.length, end) };
}

function linkAt(text: string, at: number): MarkupAt {
  const match = /^\[([^\][\n]{0,300})\]\(([^()\s]{0,2000})(?:\s+"[^"\n]*")?\)/.exec(text.slice(at));
  if (match !== null) return { end: at + match[0].length, inner: match[1] as string };
  const rest = text.slice(at, at + longestSpan);
  const couldGoOn = /^\[[^\][\n]{0,300}(?:\]|\]\([^)\n]*)?$/.test(rest) && rest.length < longestSpan;
  if (couldGoOn) return "open";
  const control = /^\[\/?INST\]/.exec(rest);
  return control === null ? undefined : { end: at + control[0].length, inner: "" };
}

function imageAt(text: string, at: number): MarkupAt {
  const link = linkAt(text, at + 1);
  return link === undefined || link === "open" ? link : { end: link.end, inner: "" };
}

/** An object or a template's braces: nothing that anybody speaks. */
function jsonAt(text: string, at: number): MarkupAt {
  const rest = text.slice(at);
  if (/^\{\s*$/.test(rest)) return "open";
  if (!/^\{\s*["{}]/.test(rest)) return undefined;
  let depth = 0;
  let inString = false;
  for (let index = at; index < text.length; index += 1) {
    const character = text[index];
    if (inString && character === "\\") index += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && character === "{") depth += 1;
    else if (!inString && character === "}") depth -= 1;
    if (depth === 0) return { end: index + 1, inner: "" };
  }
  return "open";
}

function tagAt(text: string, at: number): MarkupAt {
  const rest = text.slice(at);
  const silent = silentTag.exec(rest);
  if (silent !== null) {
    const closing = rest.toLowerCase().indexOf(`</${(silent[1] as string).toLowerCase()}`);
    const end = closing < 0 ? -1 : rest.indexOf(">", closing);
    return end < 0 ? "open" : { end: at + end + 1, inner: "" };
  }
  const whole = anyTag.exec(rest) ?? controlMark.exec(rest);
  if (whole !== null) return { end: at + whole[0].length, inner: "" };
  return rest.length <= 200 && /^<(?:\/?[a-z][^<>\n]*|\||\|[^|<>]*\|?|\/)?$/i.test(rest) ? "open" : undefined;
}

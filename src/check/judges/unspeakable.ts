/**
 * Finds what no voice can say well in what a server means to have spoken. An innocent text that is taken for a fault
 * is worse than a fault that is missed: each finder knows only what nobody says on the phone.
 */

/** @returns the piece that was found, or undefined. */
type Finder = (text: string) => string | undefined;

const markdownLink = /\[[^\]\n]{1,200}\]\(\S{1,500}\)/g;
const url =
  /\bhttps?:\/\/\S+|\bwww\.\S+\.\w\S*|\b(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|io|dev|app|ai|co|eu|de|fr|uk|us)\/[\w#?-]\S*/i;

/** A web address with a scheme, a "www" or a path; "example.com" alone can be said. */
export const findUrl: Finder = (text) => url.exec(text.replaceAll(markdownLink, ""))?.[0];

const rawData: readonly RegExp[] = [
  // An object, or an array of some, that begins in JSON.
  /\[?\{\s*"[^"\n]{1,60}"\s*:[^}]{0,80}\}?\]?/,
  /<\/?(?:tool_call|tool_calls|tool_response|tool_use|function_call|function)(?:=[\w.-]+)?>/i,
  /\[\/?TOOL_(?:CALLS?|RESULTS?)\]/,
  /\b(?:function|tool)_(?:calls?|use|results?|response|outputs?)\b/,
  // A name that only a program has, with its arguments: book_table(people=2).
  /\b[a-z]+(?:_[a-z0-9]+)+\([^()\n]{0,80}\)/,
];

/** Data of programs: JSON, and what models write to call a tool. */
export const findRawData: Finder = firstOf(rawData);

const controlMarks: readonly RegExp[] = [
  /\bNO_RESPONSE_NEEDED\b/,
  /<\|[\w ]{1,40}\|>/,
  /\[\/?INST\]|<<\/?SYS>>|<\/?s>|<(?:bos|eos|pad|unk)>/,
  /<(?:start|end)_of_turn>/,
  /<\/?(?:think|thinking|thought|reasoning|scratchpad)>/i,
];

/** What models and their servers say to each other, and never to people. */
export const findControlMark: Finder = firstOf(controlMarks);

// Joiners and direction marks are left out: some scripts need them.
const invisible = /(?![\t\n\r])\p{Cc}|[\u200b\u2060\ufeff]/u;

/** @returns the character by its code, such as "U+200B". */
export const findInvisible: Finder = (text) => {
  const found = invisible.exec(text)?.[0];
  return found === undefined ? undefined : `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
};

const placeholders: readonly RegExp[] = [
  /\{\{[^{}\n]{0,60}\}\}/,
  /\$\{[^{}\n]{0,60}\}/,
  /\{[a-z_][a-z0-9_]{0,40}\}/i,
  /<%[^%\n]{0,60}%>/,
  /\[(?:your|my|our|the|company|customer|agent|business|user|caller|client|first|last|full|insert)[ _-][a-z _-]{1,40}\](?!\()/i,
  /\[(?:name|date|time|address|phone|number|company)\](?!\()/i,
  /\[object [A-Z]\w+\]/,
];

/** A place in a text that was never filled in. */
export const findPlaceholder: Finder = firstOf(placeholders);

const tag =
  /<\/?(?:b|i|u|p|em|strong|br|hr|ul|ol|li|div|span|h[1-6]|a|code|pre|table|tr|td)(?:\s[a-z-]+=[^<>]*)?\s?\/?>/i;

/** A tag of a web page. */
export const findTag: Finder = (text) => tag.exec(text)?.[0];

function firstOf(patterns: readonly RegExp[]): Finder {
  return (text) => {
    for (const pattern of patterns) {
      const found = pattern.exec(text)?.[0];
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

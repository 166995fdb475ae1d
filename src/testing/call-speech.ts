/** What was said in a call, as the matchers ask for it: by the platform's transcript, which holds only what was heard. */
import type { CallReport } from "../platform/index.ts";

/** Text is found in any case and with any white space, for nobody hears either. */
export type SpokenText = string | RegExp;

/** What the agent said, turn by turn; what the caller cut off ends where they did. */
export function agentTurns(report: CallReport): string[] {
  return linesOf(report, "agent");
}

/** The agent's turns after the first line of the caller that holds `after`; undefined when there is no such line. */
export function agentTurnsAfter(report: CallReport, after: SpokenText): string[] | undefined {
  const utterances = report.call.transcript_object;
  const index = utterances.findIndex(({ role, content }) => role === "user" && holds(content, after));
  if (index < 0) return undefined;
  return utterances.slice(index + 1).flatMap(({ role, content }) => (role === "agent" ? [content] : []));
}

export function callerLines(report: CallReport): string[] {
  return linesOf(report, "user");
}

export function holds(content: string, text: SpokenText): boolean {
  return typeof text === "string" ? plain(content).includes(plain(text)) : content.search(text) >= 0;
}

/** How often it comes up in everything that was said. */
export function countOf(contents: readonly string[], text: SpokenText): number {
  const all = contents.join("\n");
  if (typeof text === "string") return text.trim() === "" ? 0 : plain(all).split(plain(text)).length - 1;
  const flags = text.flags.includes("g") ? text.flags : `${text.flags}g`;
  return [...all.matchAll(new RegExp(text, flags))].length;
}

/** Shorter sentences may well come twice: "Of course." */
const fewestWords = 3;

/**
 * The first sentence that was heard twice, in whole or up to where it was cut off.
 */
export function firstRepetition(turns: readonly string[]): string | undefined {
  const heard: { readonly words: string; readonly isWhole: boolean }[] = [];
  for (const turn of turns) {
    for (const sentence of turn.split(/(?<=[.!?…])\s+/)) {
      const words = wordsOf(sentence);
      if (words.split(" ").length < fewestWords) continue;
      const isWhole = /[.!?…]["'”’)\]]*$/.test(sentence.trim());
      const isRepeated = heard.some(
        (other) =>
          other.words === words ||
          (!other.isWhole && words.startsWith(`${other.words} `)) ||
          (!isWhole && other.words.startsWith(`${words} `)),
      );
      if (isRepeated) return sentence.trim();
      heard.push({ words, isWhole });
    }
  }
  return undefined;
}

function linesOf(report: CallReport, role: "agent" | "user"): string[] {
  return report.call.transcript_object.flatMap((line) => (line.role === role ? [line.content] : []));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}

function wordsOf(sentence: string): string {
  return plain(sentence.replace(/[^\p{L}\p{N}\s']/gu, ""));
}

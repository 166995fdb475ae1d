/**
 * Measures generation ahead of the question: how often it hits, what it wins, what it costs, and that the same words
 * are said with it. In virtual time, so that every run and every machine has the same figures; only the time that a hit
 * takes over a socket is real.
 */
import { measureHits } from "./ahead/over-a-socket.mjs";
import { platforms, simulate } from "./ahead/simulated.mjs";

/**
 * @typedef {object} AheadResult
 * @property {"ahead"} name
 * @property {readonly import("./ahead/simulated.mjs").SimulatedResult[]} platforms
 * @property {Awaited<ReturnType<typeof measureHits>>} socket
 */

/**
 * @param {{ turns: number, onProgress: (text: string) => void }} options
 * @returns {Promise<AheadResult>}
 * @throws Error when the same dialogue had other words with early generations than without.
 */
export async function measureAhead({ turns, onProgress }) {
  const results = [];
  for (const platform of platforms) {
    onProgress(`ahead: a platform that ${platform.name}`);
    const result = await simulate(platform);
    const { otherWords } = result;
    if (otherWords.length > 0) throw new Error(`ahead: other words were said in ${otherWords.join(", ")}`);
    results.push(result);
  }
  onProgress(`ahead: ${turns} hits over a socket`);
  return { name: "ahead", platforms: results, socket: await measureHits(turns) };
}

/** @param {AheadResult} result */
export function aheadTable({ platforms, socket }) {
  const lines = platforms.flatMap(({ platform, answers, hits, firstSentenceMs, silenceMs, wonMs, tokens, early }) => [
    `  a platform that ${platform}`,
    `    hits                        ${hits} of ${answers} answers (${percent(hits / answers)}); begun ${early.begun}, kept ${early.kept}`,
    `    won by a hit                ${times(wonMs)}`,
    `    request to first sentence   ${times(firstSentenceMs.plain)}; ahead ${times(firstSentenceMs.ahead)}`,
    `    silence the caller hears    ${times(silenceMs.plain)}; ahead ${times(silenceMs.ahead)}`,
    `    tokens                      ${(tokens.ahead / tokens.plain).toFixed(2)} times as many`,
  ]);
  const { hit, bare, ratio } = socket;
  return [
    "generation ahead of the question, the same words in all calls (median, 90th percentile in parentheses):",
    ...lines,
    `  over a socket a hit's first sentence takes ${ms(hit.median)} (99th percentile ${ms(hit.p99)}), ${ratio.toFixed(2)} times`,
    `    as long as an agent without a model, which takes ${ms(bare.median)} (${ms(bare.p99)})`,
  ].join("\n");
}

/** @param {import("./ahead/simulated.mjs").Times} times */
function times({ median, p90 }) {
  return `${ms(median)} (${ms(p90)})`;
}

/** @param {number} value */
function ms(value) {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/** @param {number} share */
function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/** The result as a table of ratios to bare `ws`: times of one machine mean nothing on another. */
import { median } from "./statistics.mjs";

/**
 * @param {import("../benchmarks.mjs").Benchmark} benchmark
 * @param {Map<string, number[]>} figures by server, the one to compare with first.
 * @returns {Result}
 * @typedef {object} Result
 * @property {string} name
 * @property {string} title
 * @property {number | null} aim
 * @property {boolean | null} met null where nothing is aimed at.
 * @property {number} rounds
 * @property {{ server: string, median: number, lowest: number, highest: number }[]} ratios
 */
export function toResult(benchmark, figures) {
  const [[, base], ...others] = figures;
  const ratios = others.map(([server, values]) => {
    const perRound = values.map((value, round) => value / base[round]);
    return { server, median: median(perRound), lowest: Math.min(...perRound), highest: Math.max(...perRound) };
  });
  const ours = ratios[0].median;
  return {
    name: benchmark.name,
    title: benchmark.title,
    aim: benchmark.aim ?? null,
    met: benchmark.aim === undefined ? null : ours <= benchmark.aim,
    rounds: base.length,
    ratios,
  };
}

/**
 * @param {Result} result
 * @returns {string} some lines.
 */
export function toTable(result) {
  const aim = result.aim === null ? "no aim" : `aim: at most ${ratioText(result.aim)}`;
  const verdict = result.met === null ? "" : result.met ? ", met" : ", MISSED";
  const lines = result.ratios.map(({ server, median, lowest, highest }) => {
    const spread = `(${ratioText(lowest)} to ${ratioText(highest)})`;
    return `  ${server.padEnd(24)} ${ratioText(median).padStart(6)}  ${spread}`;
  });
  return [`${result.title}: ${aim}${verdict}`, ...lines].join("\n");
}

/** @param {number} ratio */
function ratioText(ratio) {
  // Rounded towards nothing in particular, except that a fraction reads better than 0.03.
  if (ratio >= 0.5 || ratio <= 0) return ratio.toFixed(2);
  const divisor = 1 / ratio;
  return `1/${divisor < 10 ? divisor.toFixed(1).replace(".0", "") : Math.floor(divisor)}`;
}

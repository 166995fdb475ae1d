/** A small chart for a terminal: one column a sample, or the mean of several. */

const rows = 10;
const mostColumns = 72;

/**
 * @param {string} title
 * @param {readonly number[]} values
 * @param {string} unit
 */
export function chart(title, values, unit) {
  const perColumn = Math.ceil(values.length / mostColumns);
  const columns = [];
  for (let at = 0; at < values.length; at += perColumn) {
    const part = values.slice(at, at + perColumn);
    columns.push(part.reduce((sum, value) => sum + value, 0) / part.length);
  }
  // From zero: a chart that starts elsewhere makes hills of noise.
  const highest = Math.max(...columns);
  const lines = Array.from({ length: rows }, (_, row) => {
    const threshold = (highest * (rows - row - 0.5)) / rows;
    const label = row === 0 ? `${Math.round(highest)} ${unit}` : row === rows - 1 ? `0 ${unit}` : "";
    return `${label.padStart(10)} |${columns.map((value) => (value >= threshold ? "#" : " ")).join("")}`;
  });
  return [title, ...lines, `${" ".repeat(11)}+${"-".repeat(columns.length)}`].join("\n");
}

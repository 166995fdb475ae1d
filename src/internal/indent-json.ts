/**
 * Gives JSON line breaks without reading its values: a number beyond 2^53, `1.0` or a key that stands twice may be the
 * very fault that a message is shown for.
 */

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
/** Nesting grows an indent with its square; text that would grow more than so many times stays as it is. */
const mostGrowth = 20;

/** @returns the text as it is when it is no JSON, or nested absurdly deep. */
export function indentJson(text: string): string {
  if (!isJson(text)) return text;
  let indented = "";
  let depth = 0;
  let previous = "";
  for (const [token] of text.matchAll(tokens)) {
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    const isEmpty = closes && (previous === "{" || previous === "[");
    const breaks = (closes && !isEmpty) || ((previous === "{" || previous === "[" || previous === ",") && !closes);
    indented += breaks ? `\n${"  ".repeat(depth)}${token}` : token;
    if (token === ":") indented += " ";
    if (token === "{" || token === "[") depth += 1;
    if (indented.length > mostGrowth * text.length) return text;
    previous = token;
  }
  return indented;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Makes what a server or a caller said fit for a terminal: on one line, with nothing that moves the cursor. */

/** Controls, and the characters that reverse the direction of what follows. */
const unsafe = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

export function showText(text: string): string {
  return text.replace(/\s+/g, " ").replace(unsafe, "\ufffd");
}

/** As JSON, cut to a length that fits beside a conversation. */
export function showValue(value: unknown, mostCharacters = 100): string {
  const text = showText(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

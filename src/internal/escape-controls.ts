/** Makes text from strangers safe to show in a terminal. */

/** Control characters, and those that reverse or break lines: they could move the cursor or forge lines. */
const controls = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** Such characters as `\u001b`; everything else as it is. */
export function escapeControls(text: string): string {
  return text.replace(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

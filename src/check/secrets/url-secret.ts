/** The secret in a server's URL: who does not know it is not to get in. */

/** A parameter of such a name holds a secret, whatever its value looks like. */
const secretName = /secret|token|passw|api[_-]?key|signature|^(?:key|auth|sig|pass)$/i;

/**
 * The same URL without everything in it that looks like a secret.
 *
 * @returns undefined when nothing does.
 */
export function withoutSecret(url: string): string | undefined {
  const stripped = new URL(url);
  let isFound = stripped.username !== "" || stripped.password !== "";
  stripped.username = "";
  stripped.password = "";
  for (const [name, value] of new URL(url).searchParams) {
    if (value === "" || !(secretName.test(name) || isRandom(value))) continue;
    stripped.searchParams.delete(name);
    isFound = true;
  }
  const segments = stripped.pathname.split("/");
  const kept = segments.filter((segment) => !isRandom(segment));
  if (kept.length < segments.length) {
    stripped.pathname = kept.join("/");
    isFound = true;
  }
  return isFound ? stripped.href : undefined;
}

/** Sixteen characters or more that are no words: letters with digits among them. */
function isRandom(text: string): boolean {
  return /^[\w~.-]{16,}$/.test(text) && /[a-z]/i.test(text) && (text.match(/\d/g)?.length ?? 0) >= 3;
}

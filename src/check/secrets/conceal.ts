/** Takes the secrets of the server's URL out of what the server has sent, before a report shows it. */

/** A shorter value is found in ordinary words, and is no secret either. */
const leastCharacters = 4;

export function concealSecrets(url: string, text: string): string {
  const { searchParams, username, password } = new URL(url);
  const secrets = [username, password, ...searchParams.values()].filter(({ length }) => length >= leastCharacters);
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((concealed, secret) => concealed.replaceAll(secret, "…"), text);
}

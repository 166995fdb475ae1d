/** What a browser may do with the page: only what it needs, and nothing from or for anybody else. */

/** On everything that is served. */
export const commonHeaders: Readonly<Record<string, string>> = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** A name or an address, with or without a port: what may stand in a policy. */
const plainHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** @param host the `Host` header: not every browser takes `'self'` for the WebSocket, so the policy names it. */
export function documentHeaders(host: string | undefined): Readonly<Record<string, string>> {
  const feed = host !== undefined && plainHost.test(host) ? ` ws://${host} wss://${host}` : "";
  const policy = [
    "default-src 'self'",
    `connect-src 'self'${feed}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { "content-security-policy": policy.join("; "), "permissions-policy": "microphone=(self)" };
}

/** A download is for the disk; a browser that shows it all the same must not run it here. */
export const downloadPolicy: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; sandbox",
  "cache-control": "no-store",
};

/** What is wrong with a server's certificate, in words that say what to do. */

export interface CertificateFacts {
  /** Such as `Nov 22 17:51:51 2026 GMT`, as Node has it. */
  readonly valid_from: string;
  readonly valid_to: string;
  /** The names it is for, such as `DNS:localhost, IP Address:127.0.0.1`. */
  readonly subjectaltname?: string | undefined;
}

const untrusted: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it has signed itself, and nobody else trusts it: get one of a public authority",
  SELF_SIGNED_CERT_IN_CHAIN: "its chain ends in an authority of your own, which nobody else trusts",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "its chain is not complete: serve the authority's intermediate certificates with it, often called fullchain.pem",
  UNABLE_TO_GET_ISSUER_CERT: "its chain is not complete: serve the authority's intermediate certificates with it",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its authority is not known: serve the whole chain, of a public authority",
};

/**
 * @param code Node's name for what is wrong.
 * @param nowMs milliseconds since the Unix epoch.
 */
export function certificateProblem(code: string, facts: CertificateFacts, hostname: string, nowMs: number): string {
  // A date that is over is the plainest of several faults.
  if (Date.parse(facts.valid_to) < nowMs) return `it was valid until ${facts.valid_to} only: renew it`;
  if (Date.parse(facts.valid_from) > nowMs) {
    return `it is not valid before ${facts.valid_from}: wait, or set this machine's clock`;
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return `it is not for ${hostname}: it is for ${facts.subjectaltname ?? "no name at all"}`;
  }
  return untrusted[code] ?? `it is not trusted (${code})`;
}

/** Whole days until it is no longer valid. */
export function daysLeft(facts: CertificateFacts, nowMs: number): number {
  return Math.floor((Date.parse(facts.valid_to) - nowMs) / 86_400_000);
}

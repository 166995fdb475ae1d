/** Reaching the server: names, TLS, schemes, paths, and what answers there. */
import type { Audit } from "../audit.ts";

export const reachAudits: readonly Audit[] = [];

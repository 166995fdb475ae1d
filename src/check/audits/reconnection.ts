/** Reconnection: the same call on another connection. */
import type { Audit } from "../audit.ts";

export const reconnectionAudits: readonly Audit[] = [];

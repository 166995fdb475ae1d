/** Tools: what the server tells of them, and what the caller hears meanwhile. */
import type { Audit } from "../audit.ts";

export const toolsAudits: readonly Audit[] = [];

/** Turns: the asked id, one completion, and an answer whenever one is due. */
import type { Audit } from "../audit.ts";

export const turnsAudits: readonly Audit[] = [];

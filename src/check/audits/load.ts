/** Load: many calls at the same time. */
import type { Audit } from "../audit.ts";

export const loadAudits: readonly Audit[] = [];

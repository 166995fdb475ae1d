/** Bad input: whatever one connection sends, the next call is answered. */
import type { Audit } from "../audit.ts";

export const badInputAudits: readonly Audit[] = [];

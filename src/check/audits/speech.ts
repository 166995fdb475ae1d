/** Speech: whatever is sent is read aloud. */
import type { Audit } from "../audit.ts";

export const speechAudits: readonly Audit[] = [];

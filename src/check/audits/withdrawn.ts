/** Withdrawn turns: the platform asks early, and asks again when the caller goes on. */
import type { Audit } from "../audit.ts";

export const withdrawnAudits: readonly Audit[] = [];

/** Interruptions: what a server does when the caller cuts in. */
import type { Audit } from "../audit.ts";

export const interruptionAudits: readonly Audit[] = [];

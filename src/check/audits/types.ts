/** Types and encoding: the platform checks them strictly, and drops what is wrong without a word. */
import type { Audit } from "../audit.ts";

export const typesAudits: readonly Audit[] = [];

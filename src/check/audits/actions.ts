/** Actions: hanging up, transferring and pressing keys. */
import type { Audit } from "../audit.ts";

export const actionsAudits: readonly Audit[] = [];

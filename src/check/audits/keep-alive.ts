/** Keep-alives: the platform gives a connection up that does not answer them. */
import type { Audit } from "../audit.ts";

export const keepAliveAudits: readonly Audit[] = [];

/** Security: the socket carries no signature, so who may connect is the server's to decide. */
import type { Audit } from "../audit.ts";

export const securityAudits: readonly Audit[] = [];

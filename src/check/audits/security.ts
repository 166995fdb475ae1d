/** Security: the socket carries no signature, so who may connect is the server's to decide. */
import type { Audit } from "../audit.ts";
import { admissionAudits } from "./security/admission.ts";
import { disclosureAudits } from "./security/disclosure.ts";
import { forgedAddressAudit } from "./security/forged-address.ts";

export const securityAudits: readonly Audit[] = [forgedAddressAudit, ...admissionAudits, ...disclosureAudits];

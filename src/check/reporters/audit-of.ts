/** What the table of audits says of a result: a report may be older than the table. */
import type { Audit } from "../audit.ts";
import { audits } from "../audits/index.ts";

/** @returns undefined for an audit that there is no more. */
export function auditOf({ id }: { readonly id: string }): Audit | undefined {
  return audits.find((audit) => audit.id === id);
}

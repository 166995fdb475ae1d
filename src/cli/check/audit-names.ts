/** Finds slips in the names of audits and groups that a person gave. */
import { auditGroups, audits } from "../../check/index.ts";
import { ReparteeError } from "../../errors.ts";
import { didYouMean } from "../nearest.ts";

/**
 * @param flag how the message calls where they came from, such as "--only".
 * @throws ReparteeError `bad-option` with the name that was probably meant.
 */
export function checkAuditNames(flag: string, names: readonly string[]): void {
  const known = [...Object.keys(auditGroups), ...audits.map(({ id }) => id)];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, known) || ' "repartee check --list" shows them all';
  throw new ReparteeError("bad-option", `${flag}: there is no audit or group "${unknown}".${hint}`);
}

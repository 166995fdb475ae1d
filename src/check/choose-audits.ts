/** Which audits of the table a check is to run. */
import { ReparteeError } from "../errors.ts";
import { type Audit, auditGroups } from "./audit.ts";

/**
 * @param only ids and groups; empty or absent for all.
 * @param skip ids and groups that are left out, also of `only`.
 * @throws ReparteeError `bad-option` for a name that is neither, or when nothing is left.
 */
export function chooseAudits(
  audits: readonly Audit[],
  only: readonly string[] = [],
  skip: readonly string[] = [],
): Audit[] {
  const known = new Set([...Object.keys(auditGroups), ...audits.map(({ id }) => id)]);
  for (const name of [...only, ...skip]) {
    if (!known.has(name)) {
      throw new ReparteeError("bad-option", `there is no audit or group "${name}": --list shows them all`);
    }
  }
  const isNamed = ({ id, group }: Audit, names: readonly string[]): boolean =>
    names.includes(id) || names.includes(group);
  const chosen = audits.filter((audit) => (only.length === 0 || isNamed(audit, only)) && !isNamed(audit, skip));
  if (chosen.length === 0) throw new ReparteeError("bad-option", "no audit is left to run: name fewer to skip");
  return chosen;
}

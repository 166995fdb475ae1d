/** Tells what an audit of a check, or a finding of a call, is about, for those who met one. */
import { audits, explainAudit } from "../../check/index.ts";
import { ReparteeError } from "../../errors.ts";
import { findingKinds } from "../../platform/index.ts";
import type { CommandInput } from "../command.ts";
import { didYouMean } from "../nearest.ts";
import type { CommonOptionValues } from "../options/index.ts";
import { listAudits } from "./list-audits.ts";

/** @throws ReparteeError `bad-option` for an id that is not known, with the one that was probably meant. */
export async function runExplain({ positionals, context }: CommandInput<CommonOptionValues>): Promise<number> {
  const [id] = positionals;
  if (id === undefined) {
    context.screen.print(`${listAudits(audits)}\n\n"repartee explain <id>" tells more of one.`);
    return 0;
  }
  const page = explainAudit(id);
  if (page === undefined) {
    const known = [...audits.map((audit) => audit.id), ...Object.keys(findingKinds)];
    const hint = didYouMean(id, known) || ' "repartee check --list" shows the audits';
    throw new ReparteeError("bad-option", `there is no audit or finding "${id}".${hint}`);
  }
  context.screen.print(page.replace(/\n$/, ""));
  return 0;
}

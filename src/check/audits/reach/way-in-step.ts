/** The verdict on one step of the way in: what is stuck elsewhere is told by the audit of that step. */
import { CouldNotTell, couldNotTell, fails, holds, notApplicable, type Verdict } from "../../audit.ts";
import type { Knock } from "../../by-hand/knock.ts";
import type { CheckContext } from "../../context.ts";
import { wayIn } from "../../exercises/way-in.ts";
import type { WayInStep } from "../../refusals/stuck.ts";
import { concealSecrets } from "../../secrets/conceal.ts";

/** @param needless what to say when the way in has no such step. */
export async function judgeStep(context: CheckContext, step: WayInStep, needless?: string): Promise<Verdict> {
  const { passed, stuck } = await context.share(wayIn);
  const note = passed.get(step);
  if (note !== undefined) return holds(note);
  if (needless !== undefined) return notApplicable(needless);
  if (stuck === undefined) return couldNotTell("the server closes every connection at once");
  if (stuck.step !== step) return couldNotTell(stuck.reason);
  const received = concealSecrets(context.url, stuck.received ?? "nothing");
  return fails(concealSecrets(context.url, stuck.reason), { sent: "a connection as the platform opens it", received });
}

/**
 * The handshake of a call that was accepted and kept.
 *
 * @throws CouldNotTell when there was none.
 */
export async function welcomed(context: CheckContext): Promise<Knock> {
  const { stuck, knock } = await context.share(wayIn);
  if (stuck !== undefined) throw new CouldNotTell(stuck.reason);
  if (knock === undefined || !knock.isWelcome) throw new CouldNotTell("the server closes every connection at once");
  return knock;
}

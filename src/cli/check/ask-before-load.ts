/** Many connections at once are only for a server that one may load: this machine's own, or after a yes. */
import { type Audit, type CheckSettings, isThisMachine } from "../../check/index.ts";

export interface LoadQuestion {
  readonly url: string;
  /** Those that would run. */
  readonly audits: readonly Audit[];
  readonly settings: Pick<CheckSettings, "calls" | "floodConnections">;
  /** `--yes` */
  readonly isAllowed: boolean;
  /** Asks whoever sits there; undefined when nobody does. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** Is told what is left out, and what to do about it. */
  readonly tell: (text: string) => void;
}

/** Whether many connections at once may be opened. */
export async function mayLoad({ url, audits, settings, isAllowed, ask, tell }: LoadQuestion): Promise<boolean> {
  const heavyCount = audits.filter(({ heavy }) => heavy === true).length;
  if (heavyCount === 0 || isAllowed || isThisMachine(url)) return true;
  const { hostname } = new URL(url);
  const load = `${settings.calls} calls at a time, and ${settings.floodConnections} connections that are opened and dropped`;
  if (ask !== undefined && (await ask(`${hostname} is not this machine. Load it with ${load}? [y/N] `))) return true;
  const what = heavyCount === 1 ? "1 audit of load is" : `${heavyCount} audits of load are`;
  const remedy = ask === undefined ? `, because ${hostname} is not this machine: give --yes if you may load it` : "";
  tell(`${what} left out${remedy}.`);
  return false;
}

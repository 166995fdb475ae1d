/** Puts every audit to a server, and tells what became of each. */
import { setMaxListeners } from "node:events";
import { type Clock, realClock } from "../internal/index.ts";
import { callUrl, type Dialer, dialWebSocket } from "../platform/index.ts";
import { type Audit, type AuditPhase, CouldNotTell, couldNotTell, type Outcome, type Verdict } from "./audit.ts";
import { audits } from "./audits/index.ts";
import { chooseAudits } from "./choose-audits.ts";
import { type CheckContext, createContext } from "./context.ts";
import { type AuditResult, type CheckEvent, type CheckReport, withoutQueryValues } from "./report.ts";
import { type CheckSettings, resolveCheckSettings } from "./settings.ts";

export interface CheckOptions {
  /** The server's URL without a call id: ws, wss, http or https. Nothing is ever sent anywhere else. */
  url: string;
  /** Only these: ids of audits, and groups. @default all */
  only?: readonly string[];
  /** All but these: ids of audits, and groups. @default none */
  skip?: readonly string[];
  /** Fewer turns, and no audit that takes long: about 5 s instead of 30. @default false */
  isQuick?: boolean;
  settings?: Partial<CheckSettings>;
  /** Whether many connections at once may be opened. @default only to this machine */
  mayLoad?: boolean;
  /** How a connection is made. @default a WebSocket */
  dial?: Dialer;
  /** @default the machine's own clock */
  clock?: Clock;
  /** Gives the check up: what is not finished by then could not be told. */
  signal?: AbortSignal;
  /** Is told how it goes. */
  onEvent?: (event: CheckEvent) => void;
}

/** Ordinary calls at the same time: few enough that no server is slower for it. */
const talkAtOnce = 6;
const phases: readonly AuditPhase[] = ["reach", "talk", "disturb"];

/**
 * @throws ReparteeError `bad-option` for a URL, a name of an audit, or a setting that cannot be used.
 *
 * @example
 * const report = await runCheck({ url: "ws://localhost:3000/llm-websocket" });
 * process.exitCode = report.isSound ? 0 : 1;
 */
export async function runCheck(options: CheckOptions): Promise<CheckReport> {
  const { url, isQuick = false, clock = realClock, dial = dialWebSocket, onEvent = () => undefined } = options;
  callUrl(url, "check");
  const settings = resolveCheckSettings(options.settings, isQuick);
  const chosen = chooseAudits(audits, options.only, options.skip);
  // One of our own, for many audits listen to it at once, of which Node would warn.
  const signal = AbortSignal.any(options.signal === undefined ? [] : [options.signal]);
  setMaxListeners(0, signal);
  const startedAtMs = clock.now();
  const finished = new Map<string, AuditResult>();
  await using context = createContext({ url, settings, clock, dial, signal });
  const mayLoad = options.mayLoad ?? context.isThisMachine;

  const obstacleTo = (audit: Audit): string | undefined => {
    if (signal.aborted) return "the check was given up";
    if (isQuick && audit.slow) return "left out of a quick check";
    if (audit.heavy && !mayLoad) return "left out: it loads a machine that is not this one, which was not allowed";
    if (audit.phase !== "reach" && isUnreachable) return "the server could not be reached";
    return undefined;
  };
  const put = async (audit: Audit): Promise<void> => {
    onEvent({ type: "audit-started", id: audit.id });
    const beganMs = clock.now();
    const obstacle = obstacleTo(audit);
    const verdict = obstacle === undefined ? await judge(audit, context) : couldNotTell(obstacle);
    const { id, group, level, title } = audit;
    const result: AuditResult = { id, group, level, title, verdict, durationMs: clock.now() - beganMs };
    finished.set(id, result);
    onEvent({ type: "audit-finished", result, finishedCount: finished.size, totalCount: chosen.length });
  };

  let isUnreachable = false;
  for (const phase of phases) {
    const due = chosen.filter((audit) => (audit.phase ?? "talk") === phase);
    await inPool(due, phase === "disturb" ? 1 : talkAtOnce, put);
    if (phase === "reach" && !signal.aborted) isUnreachable = !(await canBeReached(context));
  }

  const results = chosen.flatMap(({ id }) => finished.get(id) ?? []);
  const counts: Record<Outcome, number> = { holds: 0, fails: 0, "not-applicable": 0, "could-not-tell": 0 };
  for (const { verdict } of results) counts[verdict.outcome] += 1;
  const isReached = !isUnreachable;
  return {
    url: withoutQueryValues(url),
    startedAtMs,
    durationMs: clock.now() - startedAtMs,
    isQuick,
    settings,
    results,
    counts,
    isReached,
    isSound: isReached && !signal.aborted && !results.some(breaksMust),
  };
}

function breaksMust({ level, verdict }: AuditResult): boolean {
  return level === "MUST" && verdict.outcome === "fails";
}

async function judge(audit: Audit, context: CheckContext): Promise<Verdict> {
  try {
    return await audit.run(context);
  } catch (error) {
    if (error instanceof CouldNotTell) return couldNotTell(error.message);
    if (context.signal.aborted) return couldNotTell("the check was given up");
    // Our own fault: it must not look like the server's, and not end the other audits.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return couldNotTell(`this audit itself has failed, please report it: ${text}`);
  }
}

async function canBeReached(context: CheckContext): Promise<boolean> {
  try {
    await using _ = await context.placeCall();
    return true;
  } catch (error) {
    if (error instanceof CouldNotTell || context.signal.aborted) return false;
    throw error;
  }
}

async function inPool(due: readonly Audit[], size: number, put: (audit: Audit) => Promise<void>): Promise<void> {
  const waiting = [...due];
  const worker = async (): Promise<void> => {
    for (let audit = waiting.shift(); audit !== undefined; audit = waiting.shift()) await put(audit);
  };
  await Promise.all(Array.from({ length: size }, worker));
}

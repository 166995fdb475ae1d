/** Checks a server from a terminal or a script, and answers with the exit code. */
import {
  type Audit,
  audits,
  type CheckReport,
  type CheckSettings,
  chooseAudits,
  defaultCheckSettings,
  failures,
  quickCheckSettings,
  runCheck,
} from "../../check/index.ts";
import { callUrl } from "../../platform/index.ts";
import { createStopper, explainFailure, probe } from "../call/index.ts";
import type { CommandInput } from "../command.ts";
import type { CliContext } from "../context.ts";
import type { CheckOptionValues, CommonOptionValues } from "../options/index.ts";
import { mayLoad } from "./ask-before-load.ts";
import { askYesNo } from "./ask-yes-no.ts";
import { checkAuditNames } from "./audit-names.ts";
import { checkUrl } from "./check-url.ts";
import { listAudits, listAuditsAsJson } from "./list-audits.ts";
import { showProgress } from "./progress.ts";
import { chooseTargets, deliver, type ReportTarget, requireWritable } from "./report-targets.ts";

type CheckInput = CommandInput<CommonOptionValues & CheckOptionValues>;

const failedExitCode = 1;
/** Unreachable, or stopped: nobody knows whether the server is sound. */
const untoldExitCode = 2;

/**
 * @param check what does the checking.
 * @throws ReparteeError `bad-option` for a URL, a name, a reporter or a file that cannot be used.
 */
export async function runCheckCommand(input: CheckInput, check: typeof runCheck = runCheck): Promise<number> {
  const { options, positionals, context } = input;
  const { screen, clock, workingDirectory } = context;
  const chosen = choose(options);
  if (options.list) {
    screen.print(options.json ? listAuditsAsJson(chosen) : listAudits(chosen));
    return 0;
  }
  const url = checkUrl(positionals[0]);
  const { host } = new URL(url);
  const usual = screen.terminal === undefined ? "plain" : "pretty";
  const targets = chooseTargets(options.json ? [...options.reporter, "json"] : options.reporter, usual);
  requireWritable(targets, workingDirectory);

  const settings = toSettings(options);
  const isLoadAllowed = await mayLoad({
    url,
    audits: options.quick ? chosen.filter(({ slow }) => slow !== true) : chosen,
    settings: { ...defaultCheckSettings, ...(options.quick && quickCheckSettings), ...settings },
    isAllowed: options.yes,
    ask: whoCanAnswer(targets, context),
    tell: (text) => screen.printError(text),
  });

  const stopping = new AbortController();
  const stopper = createStopper(context, () => stopping.abort());
  const mayDraw = !targets.some(isPrintedDocument);
  const progress = showProgress({ screen, clock, host, totalCount: chosen.length, mayDraw });
  const finish = async (): Promise<number> => {
    const report = await check({
      url,
      only: options.only,
      skip: options.skip,
      isQuick: options.quick,
      settings,
      mayLoad: isLoadAllowed,
      clock,
      signal: stopping.signal,
      onEvent: (event) => progress.hear(event),
    });
    progress.finish();
    deliver(report, targets, screen, workingDirectory);
    if (stopping.signal.aborted) {
      screen.printError("The check was stopped, so it says nothing of what was not tried by then.");
      return untoldExitCode;
    }
    if (!report.isReached) {
      screen.printError(`repartee: ${await explainUnreachable(url, context)}`);
      return untoldExitCode;
    }
    return toExitCode(report, options.strict);
  };
  try {
    return await Promise.race([finish(), stopper.forced]);
  } finally {
    progress.finish();
    stopper.release();
  }
}

function choose({ only, skip }: CheckOptionValues): Audit[] {
  checkAuditNames("--only", only);
  checkAuditNames("--skip", skip);
  return chooseAudits(audits, only, skip);
}

function toSettings(options: CheckOptionValues): Partial<CheckSettings> {
  return {
    calls: options.calls,
    maxFirstTextMs: options.maxFirstText,
    maxFirstSentenceMs: options.maxFirstSentence,
    ...(options.idle === undefined ? {} : { idleMs: options.idle }),
    ...(options.turns === undefined ? {} : { turns: options.turns }),
  };
}

/** The question needs both a screen that shows it and a person who types; a program gets no question. */
function whoCanAnswer(
  targets: readonly ReportTarget[],
  { screen: { terminal }, input }: CliContext,
): ((question: string) => Promise<boolean>) | undefined {
  if (terminal === undefined || input?.isTTY !== true || targets.some(isPrintedDocument)) return undefined;
  return (question) => askYesNo(question, input, terminal);
}

/** Nothing else may then come out of standard output. */
function isPrintedDocument({ name, file }: ReportTarget): boolean {
  return file === undefined && name !== "pretty" && name !== "plain";
}

async function explainUnreachable(url: string, { clock }: CliContext): Promise<string> {
  const dialled = callUrl(url, "check");
  return explainFailure(dialled, await probe(dialled, clock), "no connection could be opened. Try again");
}

function toExitCode(report: CheckReport, isStrict: boolean): number {
  return failures(report, isStrict ? ["MUST", "SHOULD"] : ["MUST"]).length === 0 ? 0 : failedExitCode;
}

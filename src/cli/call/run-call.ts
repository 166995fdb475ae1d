/** Places a call from a terminal or a script, follows it to its end, and answers with the exit code. */
import {
  type Dialer,
  dialWebSocket,
  isErrorReason,
  type LiveCaller,
  liveCaller,
  type PlatformCall,
  type PlatformSettings,
  recordCall,
  scriptedCaller,
  startCall,
} from "../../platform/index.ts";
import type { CommandInput } from "../command.ts";
import type { CliContext } from "../context.ts";
import type { CallOptionValues, CommonOptionValues } from "../options/index.ts";
import { checkCallTarget, defaultCallTarget } from "./call-target.ts";
import type { CallView } from "./call-view.ts";
import type { CallerInput } from "./caller-input.ts";
import { createDesk, type Typing } from "./desk.ts";
import { explainFailure } from "./explain-failure.ts";
import { driveByKeys } from "./keyboard-caller.ts";
import { driveByLines } from "./line-caller.ts";
import { probe } from "./probe.ts";
import { openRecordingFile, type RecordingFile } from "./recording-file.ts";
import { createStopper, type Stopper } from "./stopper.ts";
import { takeAction } from "./take-action.ts";
import { type WatchedDialer, watchDialer } from "./watched-dialer.ts";

type CallInput = CommandInput<CommonOptionValues & CallOptionValues>;

/**
 * @param dial how connections are made.
 * @throws ReparteeError `bad-option` for a URL or a file that cannot be used.
 */
export async function runCall(input: CallInput, dial: Dialer = dialWebSocket): Promise<number> {
  const { options, positionals, context } = input;
  const [given] = positionals;
  const url = checkCallTarget(given ?? defaultCallTarget);
  const { view, typing } = createDesk(options, context);
  const recording = openRecording(options, context, view);
  const dialer = createDialer(dial, context, view);
  const typed = liveCaller();
  const call = startCall({
    url,
    caller: typing.by === "script" ? scriptedCaller(options.say) : typed,
    dial: dialer.dial,
    clock: context.clock,
    seed: options.seed,
    details: { dynamicVariables: options.details },
    settings: toSettings(options),
    speed: options.speed,
  });
  const recorded = recording === undefined ? undefined : recordCall(call, (line) => recording.writeLine(line));
  call.on((event) => view.hear(event));
  const stopper = createStopper(context, () => call.hangUp());
  view.open(describeOpening(call.url, given, typing));
  const stopTyping = startTyping({
    typing,
    call,
    caller: typed,
    stopper,
    context,
    act: (input) => takeAction(input, { call, caller: typed, view, options }),
  });

  const finish = async (): Promise<number> => {
    const report = await call.report;
    stopTyping();
    await recorded;
    recording?.close();
    view.finish(report);
    // The goodbye is still on its way to the server.
    await dialer.settled();
    return isErrorReason(report.call.disconnection_reason) ? 1 : 0;
  };
  const exitCode = await Promise.race([finish(), stopper.forced]);
  stopper.release();
  return exitCode;
}

function toSettings(options: CallOptionValues): PlatformSettings {
  return {
    responsiveness: options.responsiveness,
    interruption_sensitivity: options.interruptionSensitivity,
    reminder_trigger_ms: options.reminderTriggerMs,
    reminder_max_count: options.reminderMaxCount,
    end_call_after_silence_ms: options.endCallAfterSilenceMs,
    max_call_duration_ms: options.maxDuration,
  };
}

function openRecording(options: CallOptionValues, context: CliContext, view: CallView): RecordingFile | undefined {
  if (options.record === undefined) return undefined;
  return openRecordingFile(options.record, context.workingDirectory, (reason) => view.fail(reason));
}

function createDialer(dial: Dialer, { clock }: CliContext, view: CallView): WatchedDialer {
  let last: string | undefined;
  return watchDialer({
    dial,
    explain: async (url, message) => explainFailure(url, await probe(url, clock), message),
    onFailed(explanation) {
      // Three attempts mostly fail for one reason, which need not be read three times.
      if (explanation !== last) view.fail(explanation);
      if (last === undefined) view.tell(["Trying twice more, as the platform does. Ctrl-C gives up."]);
      last = explanation;
    },
  });
}

function describeOpening(url: string, given: string | undefined, typing: Typing): string[] {
  const target = given === undefined ? `Calling ${url} (no URL was given)` : `Calling ${url}`;
  const isPerson = typing.by === "keys" || (typing.by === "lines" && !typing.waitsForTurn);
  if (!isPerson) return [target];
  return [target, "Type to speak. /help lists what else you can do, Ctrl-C hangs up.", ""];
}

interface TypingParts {
  readonly typing: Typing;
  readonly call: PlatformCall;
  readonly caller: LiveCaller;
  readonly stopper: Stopper;
  readonly context: CliContext;
  act(input: CallerInput): void;
}

/** @returns the function that stops reading what is typed. */
function startTyping({ typing, call, caller, stopper, context, act }: TypingParts): () => void {
  const live = new Promise<void>((resolve) => {
    call.on((event) => {
      if (event.type === "state-changed" && event.state !== "connecting") resolve();
    });
  });
  switch (typing.by) {
    case "script":
      return () => undefined;
    case "keys":
      return driveByKeys({
        input: typing.input,
        caller,
        live,
        showLine: (line) => typing.page.setPrompt(line),
        act,
        onStop: () => stopper.stop("SIGINT"),
      });
    default: {
      const { input, waitsForTurn } = typing;
      return driveByLines({ input, caller, clock: context.clock, live, waitsForTurn, act });
    }
  }
}

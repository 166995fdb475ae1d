/** Does in the call what the user typed. */
import type { LiveCaller, PlatformCall } from "../../platform/index.ts";
import { unintelligibleAudio } from "../../protocol/index.ts";
import type { CallOptionValues } from "../options/index.ts";
import type { CallView } from "./call-view.ts";
import type { CallerInput } from "./caller-input.ts";
import { describeDuration } from "./describe-times.ts";

export interface ActionTargets {
  readonly call: PlatformCall;
  readonly caller: LiveCaller;
  readonly view: CallView;
  readonly options: CallOptionValues;
}

export function takeAction(input: CallerInput, { call, caller, view, options }: ActionTargets): void {
  switch (input.type) {
    case "say":
      // The call first: whoever is cut off by it falls silent above the caller's line.
      caller.final(input.text);
      view.typed(input.text);
      break;
    case "mumble":
      caller.unintelligible();
      view.typed(unintelligibleAudio);
      break;
    case "press":
      caller.press(input.digits);
      break;
    case "drop":
      call.drop();
      break;
    case "hang-up":
      call.hangUp();
      break;
    case "silence":
      view.tell([describeSilence(options)]);
      break;
    default:
      view.tell(input.lines);
  }
}

function describeSilence(options: CallOptionValues): string {
  const { reminderTriggerMs, reminderMaxCount, endCallAfterSilenceMs } = options;
  const reminder =
    reminderMaxCount === 0
      ? "reminders are off"
      : `the agent is asked for a reminder after ${describeDuration(reminderTriggerMs)}, ${describeCount(reminderMaxCount)}`;
  return `you are silent: ${reminder}; the call ends after ${describeDuration(endCallAfterSilenceMs)}`;
}

function describeCount(count: number): string {
  return count === 1 ? "once" : `up to ${count} times`;
}

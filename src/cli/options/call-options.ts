/** Options of the command that places a call. */
import { defaultSettings } from "../../platform/index.ts";
import { decimal, duration, integer, lines, onOff, pairs, text } from "./kinds.ts";
import type { OptionKind, OptionTable } from "./option.ts";

export interface CallOptionValues {
  readonly say: readonly string[];
  readonly json: boolean;
  readonly record: string | undefined;
  readonly details: Readonly<Record<string, string>> | undefined;
  readonly speed: number;
  readonly seed: number | undefined;
  readonly responsiveness: number;
  readonly interruptionSensitivity: number;
  readonly reminderTriggerMs: number;
  readonly reminderMaxCount: number;
  readonly endCallAfterSilenceMs: number;
  readonly maxDuration: number;
}

/** What the platform's own setting may be. */
const callDuration: OptionKind<number> = {
  ...duration,
  expected: "a time from 60s to 2h",
  parse(raw) {
    const ms = duration.parse(raw);
    return ms !== undefined && ms >= 60_000 && ms <= 7_200_000 ? ms : undefined;
  },
};

export const callOptions: OptionTable<CallOptionValues> = {
  say: {
    kind: lines("text"),
    description: "What the caller says, each line at their turn; after the last answer they hang up",
    default: [],
  },
  json: {
    kind: onOff,
    description: "Print one JSON object a line: every event of the call, and last the report",
    default: false,
  },
  record: {
    kind: text("file"),
    description: "Write the call to a file as JSON Lines; it holds what was said",
    default: undefined,
  },
  details: {
    kind: pairs,
    description: "Dynamic variable of the call: sent in call_details, and put where the URL has {{name}}",
    default: undefined,
  },
  speed: {
    kind: decimal(0.1, 100),
    description: "How many times faster both sides speak; silences and timers stay as they are",
    default: 1,
  },
  seed: {
    kind: integer(0),
    description: "Makes the call's id and all its chance the same each time",
    default: undefined,
  },
  responsiveness: {
    kind: decimal(0, 1),
    description: "From 0 to 1: lower waits longer for the caller to go on",
    default: defaultSettings.responsiveness,
  },
  interruptionSensitivity: {
    kind: decimal(0, 1),
    description: "From 0 to 1: lower needs more words to cut the agent off; at 0 nothing does",
    default: defaultSettings.interruption_sensitivity,
  },
  reminderTriggerMs: {
    kind: integer(1, 86_400_000),
    description: "Silence of the caller after which the agent is asked for a reminder, in milliseconds",
    default: defaultSettings.reminder_trigger_ms,
  },
  reminderMaxCount: {
    kind: integer(0, 1_000_000),
    description: "Reminders in a row; 0 switches them off",
    default: defaultSettings.reminder_max_count,
  },
  endCallAfterSilenceMs: {
    kind: integer(10_000, 86_400_000),
    description: "Silence of the caller that ends the call, in milliseconds, at least 10000",
    default: defaultSettings.end_call_after_silence_ms,
  },
  maxDuration: {
    kind: callDuration,
    description: "The longest that a call may last, from 60s to 2h",
    default: defaultSettings.max_call_duration_ms,
  },
};

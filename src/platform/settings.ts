/** The agent's interaction settings, under the platform's own names, with its documented ranges and defaults. */
import { ReparteeError } from "../errors.ts";

/** How key presses become a turn; what ends it first counts. */
export interface UserDtmfOptions {
  /** Keys after which the turn is complete; no limit when absent. */
  digit_limit?: number;
  /** The key that completes the turn: one of 0-9, `*`, `#`; none when absent. */
  termination_key?: string;
  /** Silence after a key that completes the turn, in ms. @default 2500 (seen in dashboards; the reference has none) */
  timeout_ms?: number;
}

/** PROTOCOL.md, "Settings": what a dashboard would hold. `update_agent` changes some of them during a call. */
export interface PlatformSettings {
  /** 0 to 1: lower waits longer for the caller to go on. @default 1 */
  responsiveness?: number;
  /** 0 to 1: lower needs more words to cut the agent off; 0 is never cut off. @default 1 */
  interruption_sensitivity?: number;
  /** Silence after the agent's speech before `reminder_required`, in ms, above 0. @default 10000 */
  reminder_trigger_ms?: number;
  /** Reminders in a row, until the caller speaks; 0 turns them off. @default 1 */
  reminder_max_count?: number;
  /** Silence of the caller that ends the call as `inactivity`, in ms, at least 10000. @default 600000 */
  end_call_after_silence_ms?: number;
  /** Length that ends the call as `max_duration_reached`, in ms, 60000 to 7200000. @default 3600000 */
  max_call_duration_ms?: number;
  /** How long the agent's first words are held back, in ms, 0 to 5000. @default 0 */
  begin_message_delay_ms?: number;
  /** 0.5 to 2: how fast the voice speaks. @default 1 */
  voice_speed?: number;
  /** The agent says "uh-huh" and the like while the caller speaks. @default false */
  enable_backchannel?: boolean;
  /** 0 to 1: how often. @default 0.8 */
  backchannel_frequency?: number;
  /** @default okay, uh-huh, mhmm, yah */
  backchannel_words?: readonly string[];
  /** Whether key presses are taken. @default true */
  allow_user_dtmf?: boolean;
  /** Whether a key press cuts the agent off, even at sensitivity 0. @default false */
  allow_dtmf_interruption?: boolean;
  user_dtmf_options?: UserDtmfOptions;
}

export type ResolvedSettings = Required<Omit<PlatformSettings, "user_dtmf_options">> & {
  user_dtmf_options: UserDtmfOptions & { timeout_ms: number };
};

/** The documented defaults. */
export const defaultSettings: Readonly<ResolvedSettings> = Object.freeze({
  responsiveness: 1,
  interruption_sensitivity: 1,
  reminder_trigger_ms: 10_000,
  reminder_max_count: 1,
  end_call_after_silence_ms: 600_000,
  max_call_duration_ms: 3_600_000,
  begin_message_delay_ms: 0,
  voice_speed: 1,
  enable_backchannel: false,
  backchannel_frequency: 0.8,
  backchannel_words: ["okay", "uh-huh", "mhmm", "yah"],
  allow_user_dtmf: true,
  allow_dtmf_interruption: false,
  user_dtmf_options: { timeout_ms: 2_500 },
});

type NumericSetting = {
  [Name in keyof ResolvedSettings]: ResolvedSettings[Name] extends number ? Name : never;
}[keyof ResolvedSettings];

const ranges: Readonly<Record<NumericSetting, readonly [low: number, high: number]>> = {
  responsiveness: [0, 1],
  interruption_sensitivity: [0, 1],
  reminder_trigger_ms: [1, 86_400_000],
  reminder_max_count: [0, 1_000_000],
  end_call_after_silence_ms: [10_000, 86_400_000],
  max_call_duration_ms: [60_000, 7_200_000],
  begin_message_delay_ms: [0, 5_000],
  voice_speed: [0.5, 2],
  backchannel_frequency: [0, 1],
};

/** @throws ReparteeError `bad-option` for a value outside its documented range. */
export function resolveSettings(settings: PlatformSettings = {}): ResolvedSettings {
  const resolved: ResolvedSettings = {
    ...defaultSettings,
    ...settings,
    user_dtmf_options: { ...defaultSettings.user_dtmf_options, ...settings.user_dtmf_options },
  };
  for (const [name, [low, high]] of Object.entries(ranges) as [NumericSetting, readonly [number, number]][]) {
    const value = resolved[name];
    if (!(typeof value === "number" && value >= low && value <= high)) {
      throw new ReparteeError("bad-option", `settings.${name} must be a number from ${low} to ${high}`);
    }
  }
  const { termination_key: key, digit_limit: limit, timeout_ms: timeoutMs } = resolved.user_dtmf_options;
  if (key !== undefined && !/^[0-9*#]$/.test(key)) {
    throw new ReparteeError("bad-option", "settings.user_dtmf_options.termination_key must be one of 0-9, * and #");
  }
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    throw new ReparteeError("bad-option", "settings.user_dtmf_options.digit_limit must be an integer above 0");
  }
  if (!(timeoutMs > 0)) {
    throw new ReparteeError("bad-option", "settings.user_dtmf_options.timeout_ms must be above 0");
  }
  return resolved;
}

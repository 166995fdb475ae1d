/** The settings of the next call, as the user edits them; a reload keeps them, closing the page forgets them. */
import type { Hello } from "../../../src/console/feed.ts";
import type { PlatformCallDetails, PlatformSettings } from "../../../src/platform/index.ts";
import type { CallWish } from "../feed/console-client.ts";

export type NumberSetting =
  | "responsiveness"
  | "interruption_sensitivity"
  | "reminder_trigger_ms"
  | "reminder_max_count"
  | "voice_speed"
  | "begin_message_delay_ms"
  | "end_call_after_silence_ms"
  | "max_call_duration_ms";

export type SwitchSetting = "enable_backchannel" | "allow_user_dtmf" | "allow_dtmf_interruption";

/** What the user changed; the rest is as the back end says. */
export interface CallChoices {
  readonly settings: Partial<Pick<PlatformSettings, NumberSetting | SwitchSetting>>;
  readonly callType: "web_call" | "phone_call";
  /** JSON; empty for none. */
  readonly metadata: string;
  /** A line for each: `name=value`. */
  readonly variables: string;
}

export const noChoices: CallChoices = { settings: {}, callType: "web_call", metadata: "", variables: "" };

export function toWish(url: string, choices: CallChoices, hello: Hello): CallWish {
  const variables = parseVariables(choices.variables);
  const details: PlatformCallDetails = {
    callType: choices.callType,
    ...(choices.metadata.trim() === "" ? {} : { metadata: JSON.parse(choices.metadata) as unknown }),
    ...(variables === undefined ? {} : { dynamicVariables: variables }),
  };
  return { url, settings: { ...hello.settings, ...choices.settings }, details };
}

/** @returns what is wrong, for people; undefined when the text is JSON or empty. */
export function metadataProblem(text: string): string | undefined {
  if (text.trim() === "") return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return 'Metadata must be JSON, such as {"customer": 42}.';
  }
}

function parseVariables(text: string): Record<string, string> | undefined {
  const pairs = text.split("\n").flatMap((line): [string, string][] => {
    const at = line.indexOf("=");
    return at <= 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

const storageKey = "repartee.call";

export function loadChoices(): CallChoices {
  try {
    const stored = JSON.parse(sessionStorage.getItem(storageKey) ?? "{}") as Partial<CallChoices>;
    return { ...noChoices, ...stored };
  } catch {
    return noChoices;
  }
}

export function keepChoices(choices: CallChoices): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(choices));
  } catch {
    // Without storage the choices last until the page is loaded anew.
  }
}

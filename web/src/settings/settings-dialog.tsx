/** What a dashboard would hold for the agent: edited here for the next call. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Hello } from "../../../src/console/feed.ts";
import { Select } from "../parts/select.tsx";
import {
  type CallChoices,
  metadataProblem,
  type NumberSetting,
  noChoices,
  type SwitchSetting,
} from "./call-settings.ts";
import { NumberField, SliderField, SwitchField, TextField } from "./fields.tsx";

export interface SettingsDialogProps {
  readonly hello: Hello;
  readonly choices: CallChoices;
  onChange(choices: CallChoices): void;
  onClose(): void;
}

const callTypes = [
  ["web_call", "web call"],
  ["phone_call", "phone call, inbound"],
] as const;

export function SettingsDialog({ hello, choices, onChange, onClose }: SettingsDialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const setting = <Name extends NumberSetting | SwitchSetting>(name: Name) => ({
    value: choices.settings[name] ?? hello.settings[name],
    onChange: (value: Hello["settings"][Name]) =>
      onChange({ ...choices, settings: { ...choices.settings, [name]: value } }),
  });
  return (
    <dialog ref={dialog} class="settings" aria-labelledby="settings-title" onClose={onClose}>
      <form method="dialog">
        <header>
          <h2 id="settings-title">Settings of the next call</h2>
          <button type="button" class="button small" onClick={() => onChange(noChoices)}>
            Defaults
          </button>
        </header>
        <div class="fields">
          <fieldset>
            <legend>Turn-taking</legend>
            <SliderField
              label="Responsiveness"
              hint="Lower waits longer for the caller to go on."
              min={0}
              max={1}
              step={0.05}
              {...setting("responsiveness")}
            />
            <SliderField
              label="Interruption sensitivity"
              hint="Lower needs more words to cut the agent off; 0 is never cut off."
              min={0}
              max={1}
              step={0.05}
              {...setting("interruption_sensitivity")}
            />
            <NumberField
              label="Reminder after"
              unit="ms"
              min={1}
              max={86_400_000}
              {...setting("reminder_trigger_ms")}
            />
            <NumberField label="Reminders in a row" min={0} max={1_000_000} {...setting("reminder_max_count")} />
          </fieldset>
          <fieldset>
            <legend>Voice</legend>
            <SliderField
              label="Speaking rate"
              hint="1 is normal."
              min={0.5}
              max={2}
              step={0.1}
              {...setting("voice_speed")}
            />
            <NumberField
              label="Greeting held back"
              unit="ms"
              min={0}
              max={5_000}
              {...setting("begin_message_delay_ms")}
            />
            <SwitchField label="Hums while the caller speaks" {...setting("enable_backchannel")} />
          </fieldset>
          <fieldset>
            <legend>Keypad</legend>
            <SwitchField label="Key presses are taken" {...setting("allow_user_dtmf")} />
            <SwitchField label="A key cuts the agent off" {...setting("allow_dtmf_interruption")} />
          </fieldset>
          <fieldset>
            <legend>Ends by itself</legend>
            <NumberField
              label="After silence of"
              unit="ms"
              min={10_000}
              max={86_400_000}
              {...setting("end_call_after_silence_ms")}
            />
            <NumberField label="After" unit="ms" min={60_000} max={7_200_000} {...setting("max_call_duration_ms")} />
          </fieldset>
          <fieldset class="wide">
            <legend>Call details</legend>
            <label class="field" htmlFor="call-type">
              <span>Kind of call</span>
              <Select
                id="call-type"
                value={choices.callType}
                options={callTypes}
                onChoose={(callType) => onChange({ ...choices, callType })}
              />
            </label>
            <TextField
              label="Metadata, as JSON"
              problem={metadataProblem(choices.metadata) ?? ""}
              value={choices.metadata}
              onChange={(metadata) => onChange({ ...choices, metadata })}
            />
            <TextField
              label="Dynamic variables, one name=value a line; also fill {{name}} in the URL"
              value={choices.variables}
              onChange={(variables) => onChange({ ...choices, variables })}
            />
          </fieldset>
        </div>
        <footer>
          <p class="hint">They count from the next call on.</p>
          <button type="submit" class="button primary">
            Done
          </button>
        </footer>
      </form>
    </dialog>
  );
}

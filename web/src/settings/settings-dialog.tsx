/** What a dashboard would hold for the agent: edited here for the next call. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Hello } from "../../../src/console/feed.ts";
import {
  type CallChoices,
  metadataProblem,
  type NumberSetting,
  noChoices,
  type SwitchSetting,
} from "./call-settings.ts";
import { NumberField, SliderField, SwitchField } from "./fields.tsx";

export interface SettingsDialogProps {
  readonly hello: Hello;
  readonly choices: CallChoices;
  onChange(choices: CallChoices): void;
  onClose(): void;
}

export function SettingsDialog({ hello, choices, onChange, onClose }: SettingsDialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const problem = metadataProblem(choices.metadata);
  const set = (name: NumberSetting | SwitchSetting, value: number | boolean): void =>
    onChange({ ...choices, settings: { ...choices.settings, [name]: value } });
  const number = (name: NumberSetting) => ({
    value: choices.settings[name] ?? hello.settings[name],
    onChange: (value: number) => set(name, value),
  });
  const toggle = (name: SwitchSetting) => ({
    value: choices.settings[name] ?? hello.settings[name],
    onChange: (value: boolean) => set(name, value),
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
              {...number("responsiveness")}
            />
            <SliderField
              label="Interruption sensitivity"
              hint="Lower needs more words to cut the agent off; 0 is never cut off."
              min={0}
              max={1}
              step={0.05}
              {...number("interruption_sensitivity")}
            />
            <NumberField label="Reminder after" unit="ms" min={1} max={86_400_000} {...number("reminder_trigger_ms")} />
            <NumberField label="Reminders in a row" min={0} max={1_000_000} {...number("reminder_max_count")} />
          </fieldset>
          <fieldset>
            <legend>Voice</legend>
            <SliderField
              label="Speaking rate"
              hint="1 is normal."
              min={0.5}
              max={2}
              step={0.1}
              {...number("voice_speed")}
            />
            <NumberField
              label="Greeting held back"
              unit="ms"
              min={0}
              max={5_000}
              {...number("begin_message_delay_ms")}
            />
            <SwitchField label="Hums while the caller speaks" {...toggle("enable_backchannel")} />
          </fieldset>
          <fieldset>
            <legend>Keypad</legend>
            <SwitchField label="Key presses are taken" {...toggle("allow_user_dtmf")} />
            <SwitchField label="A key cuts the agent off" {...toggle("allow_dtmf_interruption")} />
          </fieldset>
          <fieldset>
            <legend>Ends by itself</legend>
            <NumberField
              label="After silence of"
              unit="ms"
              min={10_000}
              max={86_400_000}
              {...number("end_call_after_silence_ms")}
            />
            <NumberField label="After" unit="ms" min={60_000} max={7_200_000} {...number("max_call_duration_ms")} />
          </fieldset>
          <fieldset class="wide">
            <legend>Call details</legend>
            <label class="field">
              <span>Kind of call</span>
              <select
                value={choices.callType}
                onChange={({ currentTarget }) =>
                  onChange({ ...choices, callType: currentTarget.value as CallChoices["callType"] })
                }
              >
                <option value="web_call">web call</option>
                <option value="phone_call">phone call, inbound</option>
              </select>
            </label>
            <label class="field stacked">
              <span>Metadata, as JSON</span>
              <textarea
                rows={3}
                spellcheck={false}
                aria-invalid={problem !== undefined}
                aria-describedby="metadata-problem"
                value={choices.metadata}
                onInput={({ currentTarget }) => onChange({ ...choices, metadata: currentTarget.value })}
              />
            </label>
            <p id="metadata-problem" class="problem">
              {problem}
            </p>
            <label class="field stacked">
              <span>Dynamic variables, one name=value a line; also fill {"{{name}}"} in the URL</span>
              <textarea
                rows={3}
                spellcheck={false}
                value={choices.variables}
                onInput={({ currentTarget }) => onChange({ ...choices, variables: currentTarget.value })}
              />
            </label>
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

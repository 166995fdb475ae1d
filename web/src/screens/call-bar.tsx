/** The top of the page: the server's URL, and what can be done with it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ConsoleClient } from "../feed/console-client.ts";
import { Icon } from "../parts/icon.tsx";
import { Select } from "../parts/select.tsx";
import { ThemeButton } from "../parts/theme-button.tsx";
import { type CallChoices, keepChoices, loadChoices, metadataProblem, toWish } from "../settings/call-settings.ts";
import { SettingsDialog } from "../settings/settings-dialog.tsx";

const extents = [
  ["full", "full"],
  ["quick", "quick"],
] as const;

export function CallBar({ client }: { readonly client: ConsoleClient }): JSX.Element {
  const { hello } = client;
  const [typedUrl, setTypedUrl] = useState<string>();
  const [choices, setChoices] = useState<CallChoices>(loadChoices);
  const [hasSettings, setSettings] = useState(false);
  const url = typedUrl ?? hello?.targetUrl ?? hello?.ownUrl ?? "";
  const problem = metadataProblem(choices.metadata);
  const [isQuick, setQuick] = useState(false);
  const changeCount = Object.keys(choices.settings).length;

  // Until the back end has said what it is, there is no URL to call.
  const isReady = client.status === "open" && hello !== undefined;

  const place = (event: Event): void => {
    event.preventDefault();
    if (hello === undefined) return;
    if (problem === undefined) client.placeCall(toWish(url.trim(), choices, hello));
    else client.refuse(`${problem} It is in the settings.`);
  };
  const check = (form: HTMLFormElement | null): void => {
    if (form?.reportValidity() === true) client.startCheck({ url: url.trim(), isQuick });
  };
  return (
    <header class="call-bar">
      <h1>
        <span class="logo" aria-hidden="true" /> Repartee <small>{hello?.version}</small>
      </h1>
      <form class="dial" onSubmit={place}>
        <input
          type="url"
          aria-label="LLM WebSocket URL"
          placeholder="ws://localhost:3000/llm-websocket"
          required
          spellcheck={false}
          value={url}
          onInput={({ currentTarget }) => setTypedUrl(currentTarget.value)}
        />
        <button type="submit" class="button primary" disabled={!isReady || client.isWishing}>
          <Icon name="call" />
          Make a web call
        </button>
        <span class="check-wish">
          <button
            type="button"
            class="button"
            disabled={!isReady}
            onClick={({ currentTarget }) => check(currentTarget.form)}
          >
            <Icon name="check" />
            Check this server
          </button>
          <Select
            name="How much of it is checked"
            title="Everything, or only what is soon found out"
            value={isQuick ? "quick" : "full"}
            options={extents}
            onChoose={(extent) => setQuick(extent === "quick")}
          />
        </span>
      </form>
      <button
        type="button"
        class="button settings-button"
        disabled={hello === undefined}
        onClick={() => setSettings(true)}
      >
        <Icon name="settings" />
        <span>Settings{changeCount > 0 ? ` (${changeCount})` : ""}</span>
      </button>
      <ThemeButton />
      {hasSettings && hello !== undefined ? (
        <SettingsDialog
          hello={hello}
          choices={choices}
          onChange={(next) => {
            setChoices(next);
            keepChoices(next);
          }}
          onClose={() => setSettings(false)}
        />
      ) : null}
    </header>
  );
}

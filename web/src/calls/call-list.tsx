/** The calls of this session and the recordings that were opened. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { CallOrigin, CallSummary } from "../../../src/console/feed.ts";
import { formatDuration } from "../../../src/internal/format-duration.ts";
import { CheckRow } from "../check/check-row.tsx";
import type { ConsoleClient } from "../feed/console-client.ts";
import { countOf } from "../model/format.ts";
import { Icon } from "../parts/icon.tsx";

const origins: Readonly<Record<CallOrigin, string>> = {
  "web-call": "Web call",
  platform: "Platform call",
  recording: "Recording",
};

export interface CallListProps {
  readonly client: ConsoleClient;
  /** Something of the list is to be looked at. */
  onOpen(): void;
}

export function CallList({ client, onOpen }: CallListProps): JSX.Element {
  const file = useRef<HTMLInputElement>(null);
  const open = async (chosen: File | undefined): Promise<void> => {
    const limit = client.hello?.limits.maxMessageBytes ?? 0;
    if (chosen === undefined) return;
    if (chosen.size > limit * 0.95) {
      client.refuse(`${chosen.name} is too large to be opened here: at most ${Math.floor(limit / 1_048_576)} MB.`);
      return;
    }
    client.openRecording(await chosen.text());
  };
  return (
    <nav class="panel calls" aria-label="Calls">
      <header class="panel-head">
        <h2>Calls</h2>
        <span class="spacer" />
        <button type="button" class="button small" onClick={() => file.current?.click()}>
          <Icon name="open" />
          Open
        </button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".jsonl,application/jsonl"
          aria-label="Recording to open"
          onChange={({ currentTarget }) => {
            open(currentTarget.files?.[0]).catch(() => client.refuse("The file could not be read."));
            currentTarget.value = "";
          }}
        />
      </header>
      {client.check === undefined ? null : (
        <CheckRow
          run={client.check}
          isSelected={client.shownCheck !== undefined}
          onOpen={() => {
            client.showCheck();
            onOpen();
          }}
        />
      )}
      {client.calls.length === 0 ? (
        <p class="empty">Calls and opened recordings are listed here, newest first.</p>
      ) : (
        <ul>
          {client.calls.map((call) => (
            <CallRow
              key={call.id}
              call={call}
              isSelected={call.id === client.selectedId}
              client={client}
              onOpen={onOpen}
            />
          ))}
        </ul>
      )}
    </nav>
  );
}

interface CallRowProps extends CallListProps {
  readonly call: CallSummary;
  readonly isSelected: boolean;
}

function CallRow({ call, isSelected, client, onOpen }: CallRowProps): JSX.Element {
  const { error, warning } = call.findingCounts;
  const canRemove = call.origin !== "platform" || call.state === "ended";
  return (
    <li class={isSelected ? "call selected" : "call"}>
      <button
        type="button"
        class="call-open"
        aria-current={isSelected ? "true" : undefined}
        onClick={() => {
          client.select(call.id);
          onOpen();
        }}
      >
        <span class={`call-light ${call.hasFailed ? "bad" : call.state === "ended" ? "over" : "on"}`} />
        <span class="call-title">{origins[call.origin]}</span>
        <span class="call-when">
          {call.startedAtMs === undefined ? "" : new Date(call.startedAtMs).toLocaleTimeString()}
        </span>
        <span class="call-facts">
          {call.state === "ended" ? formatDuration(call.durationMs ?? 0) : call.state} ·{" "}
          {countOf(call.turnCount, "turn")}
          {error + warning > 0 ? (
            <span class={error > 0 ? "trouble bad" : "trouble"}> · {countOf(error + warning, "finding")}</span>
          ) : null}
        </span>
      </button>
      <span class="call-actions">
        <a
          class="button small icon-only"
          href={`console/calls/${call.id}.jsonl`}
          download
          aria-label="Download jsonl: JSON Lines"
          title="Download as JSON Lines"
        >
          <Icon name="download" />
          jsonl
        </a>
        <a
          class="button small icon-only"
          href={`console/calls/${call.id}.html`}
          download
          aria-label="Download html: one file that opens offline"
          title="Download as one HTML file"
        >
          <Icon name="download" />
          html
        </a>
        <button
          type="button"
          class="button small icon-only"
          aria-label="Remove from the list"
          title="Remove from the list"
          disabled={!canRemove}
          onClick={() => client.removeCall(call.id)}
        >
          <Icon name="close" />
        </button>
      </span>
    </li>
  );
}

/** The calls of this session and the recordings that were opened. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { CallOrigin, CallSummary } from "../../../src/console/feed.ts";
import { formatDuration } from "../../../src/internal/format-duration.ts";
import { CheckRow } from "../check/check-row.tsx";
import type { ConsoleClient } from "../feed/console-client.ts";
import { countOf } from "../model/format.ts";
import { DownloadLink } from "../parts/download-link.tsx";
import { Icon } from "../parts/icon.tsx";
import { RowButton } from "./row-button.tsx";

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
      <RowButton
        isSelected={isSelected}
        tone={call.hasFailed ? "bad" : call.state === "ended" ? "over" : "on"}
        title={origins[call.origin]}
        aside={call.startedAtMs === undefined ? "" : new Date(call.startedAtMs).toLocaleTimeString()}
        trouble={{ count: error + warning, noun: "finding", isBad: error > 0 }}
        onOpen={() => {
          client.select(call.id);
          onOpen();
        }}
      >
        {call.state === "ended" ? formatDuration(call.durationMs ?? 0) : call.state} · {countOf(call.turnCount, "turn")}
      </RowButton>
      <span class="call-actions">
        <DownloadLink path={`calls/${call.id}`} format="jsonl" />
        <DownloadLink path={`calls/${call.id}`} format="html" />
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

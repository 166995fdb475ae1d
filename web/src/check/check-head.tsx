/** The top of a check: of what, how far it is, how it ended, and what can be done now. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { formatDuration } from "../../../src/internal/format-duration.ts";
import type { ConsoleClient } from "../feed/console-client.ts";
import { DownloadLink } from "../parts/download-link.tsx";
import { Icon } from "../parts/icon.tsx";
import { useTicks } from "../parts/use-changes.ts";
import type { CheckRun } from "./check-run.ts";
import { describeCheck } from "./check-state.ts";

export function CheckHead({ run, client }: { readonly run: CheckRun; readonly client: ConsoleClient }): JSX.Element {
  const { isOver, wish, finishedCount, audits } = run;
  useTicks(!isOver, 100);
  const nowMs = performance.now();
  const { tone, title, advice } = describeCheck(run, nowMs);
  return (
    <header class="check-head">
      <div class="check-title">
        <h2>{wish.isQuick ? "Quick check" : "Full check"}</h2>
        <code>{wish.url.replace(/\?.*/, "?…")}</code>
        <span class="check-time">{formatDuration(run.durationMs(nowMs))}</span>
        <CheckActions run={run} client={client} />
      </div>
      <p class={`check-status ${tone}`}>
        <span class={`call-light ${tone}`} />
        <span role="status">
          <strong>{title}</strong> {advice}
        </span>
        {/* What is being tried changes too often to be read aloud. */}
        <span class="check-now">{isOver ? "" : run.current.map((audit) => audit.title).join(" · ")}</span>
      </p>
      <p class="check-progress">
        <progress aria-label="Rules that were tried" value={finishedCount} max={audits.length} />
        <span>
          {finishedCount} of {audits.length}
        </span>
      </p>
    </header>
  );
}

function CheckActions({ run, client }: { readonly run: CheckRun; readonly client: ConsoleClient }): JSX.Element {
  const stop = useRef<HTMLButtonElement>(null);
  const again = useRef<HTMLButtonElement>(null);
  // The button that stops goes away under the user's hand: the next thing to do takes its place for the keyboard.
  const takesFocus = run.isOver && stop.current !== null && document.activeElement === stop.current;
  useLayoutEffect(() => {
    if (takesFocus) again.current?.focus();
  });
  if (!run.isOver) {
    return (
      <span class="check-actions">
        <button
          ref={stop}
          key="stop"
          type="button"
          class="button small"
          aria-disabled={run.state === "stopping"}
          onClick={() => client.stopCheck()}
        >
          <Icon name="stop" />
          Stop
        </button>
      </span>
    );
  }
  return (
    <span class="check-actions">
      <button
        ref={again}
        key="again"
        type="button"
        class="button small"
        disabled={client.status !== "open"}
        onClick={() => client.startCheck(run.wish)}
      >
        <Icon name="again" />
        Check again
      </button>
      {run.hasReport
        ? (["html", "json"] as const).map((format) => (
            <DownloadLink key={format} path={`checks/${run.id}`} format={format} />
          ))
        : null}
    </span>
  );
}

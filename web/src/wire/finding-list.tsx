/** What would have gone wrong unnoticed on the real platform, and what to do about it. */
import type { JSX } from "preact";
import type { Finding } from "../../../src/platform/index.ts";
import { formatMoment } from "../model/format.ts";
import type { Select } from "../model/selection.ts";

export function FindingList({
  findings,
  onSelect,
}: {
  readonly findings: readonly Finding[];
  readonly onSelect: Select;
}): JSX.Element {
  if (findings.length === 0) return <p class="empty">Nothing was found: the platform takes all of it.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section class="findings" aria-label="Findings" tabIndex={0}>
      <ul>
        {findings.map((finding, index) => (
          <li key={`${finding.atMs}-${index}`} class={`advice ${finding.level}`}>
            <button type="button" class="button small" onClick={() => onSelect({ atMs: finding.atMs })}>
              {formatMoment(finding.atMs)}
            </button>
            <p>
              <code>{finding.code}</code> {finding.message}
              {finding.responseId === undefined ? "" : ` (#${finding.responseId})`}.{" "}
              <span class="what-to-do">{finding.advice}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

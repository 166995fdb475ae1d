/** The platform's own log of a call, in its wording. */
import type { JSX } from "preact";
import type { CallModel } from "../model/call-model.ts";
import { formatMoment } from "../model/format.ts";

export function LogList({ lines }: { readonly lines: CallModel["lines"] }): JSX.Element {
  if (lines.length === 0) return <p class="empty">Nothing was logged.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section class="log" aria-label="Log" tabIndex={0}>
      {lines.map(({ atMs, text }, index) => (
        <p key={`${atMs}-${index}`}>
          <span class="frame-time">{formatMoment(atMs)}</span> {text}
        </p>
      ))}
    </section>
  );
}

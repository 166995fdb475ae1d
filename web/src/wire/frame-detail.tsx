/** One message in full: what the platform makes of it, what to do about it, and its JSON. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { FindingKinds } from "../../../src/console/feed.ts";
import { indentJson } from "../../../src/internal/indent-json.ts";
import { frameVerdicts } from "../../../src/platform/frame-verdicts.ts";
import type { FrameRecord } from "../../../src/platform/index.ts";
import { formatBytes, formatMoment } from "../model/format.ts";
import { Icon } from "../parts/icon.tsx";

export function FrameDetail({
  frame,
  findingKinds,
}: {
  readonly frame: FrameRecord;
  readonly findingKinds: FindingKinds;
}): JSX.Element {
  const pretty = indentJson(frame.text);
  return (
    <article class="frame-detail" aria-label="Message">
      <header>
        <h3>{frame.type}</h3>
        <span>
          {frame.direction === "to-server" ? "to the server" : "from the server"}, {formatMoment(frame.atMs)},{" "}
          {formatBytes(frame.byteCount)}, connection {frame.socketIndex + 1}
        </span>
        <CopyButton text={pretty} key={frame.index} />
      </header>
      <p class={`verdict ${frame.verdict}`}>{frameVerdicts[frame.verdict]}</p>
      {frame.findings.map((code) => (
        <p key={code} class={`advice ${findingKinds[code]?.level ?? "info"}`}>
          <code>{code}</code> {findingKinds[code]?.advice}
        </p>
      ))}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard. */}
      <pre tabIndex={0}>{pretty}</pre>
    </article>
  );
}

function CopyButton({ text }: { readonly text: string }): JSX.Element {
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  const copy = (): void => {
    // Absent where the page is not secure.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (clipboard === undefined) setState("refused");
    else
      clipboard.writeText(text).then(
        () => setState("copied"),
        () => setState("refused"),
      );
  };
  return (
    <button type="button" class="button small" onClick={copy}>
      <Icon name="copy" />
      {{ ready: "Copy", copied: "Copied", refused: "The browser forbids it" }[state]}
    </button>
  );
}

/** The messages of a failure: each a row that opens to what the platform makes of it, and its JSON. */
import { type FrameRecord, findingKinds, frameVerdicts } from "../../../platform/index.ts";
import { formatMoment, isTelling, prettyFrame } from "../frame-facts.ts";
import { html, type Markup } from "./markup.ts";

const gistCharacters = 160;

/** Messages that are open at once: of many that show the same fault, the first ones do. */
const mostOpen = 3;

export function frameEntries(frames: readonly FrameRecord[]): Markup[] {
  const open = frames.filter(isTelling).slice(0, mostOpen);
  return frames.map((frame) => frameEntry(frame, open.includes(frame)));
}

function frameEntry(frame: FrameRecord, isOpen: boolean): Markup {
  const { atMs, direction, type, responseId, verdict, findings, text } = frame;
  const isToServer = direction === "to-server";
  const id = responseId === undefined ? undefined : html`<span class="frame-id">#${responseId}</span>`;
  const remark = verdict === "dropped" || verdict === "lost" ? verdict : findings[0];
  return html`
<li><details class="frame ${direction}"${isOpen ? html` open` : undefined}>
<summary><span class="frame-time">${formatMoment(atMs)}</span> <span class="arrow" aria-hidden="true">${isToServer ? "→" : "←"}</span><span class="hidden">${isToServer ? "to the server" : "from the server"}</span> <span class="frame-type">${type}</span> ${id} ${remark === undefined ? undefined : html`<span class="badge ${verdict}">${remark}</span>`} <span class="gist">${text.slice(0, gistCharacters)}</span></summary>
<p class="frame-verdict ${verdict}">${frameVerdicts[verdict]}</p>
${findings.map((code) => html`<p class="finding ${findingKinds[code]?.level ?? "info"}"><code>${code}</code> ${findingKinds[code]?.advice}</p>`)}
<pre>${prettyFrame(frame)}</pre>
</details></li>`;
}

/** A recorded call on its own page, without any back end. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ViewerData } from "../../../src/console/feed.ts";
import type { CallTrack } from "../model/call-track.ts";
import { ThemeButton } from "../parts/theme-button.tsx";
import { CallView } from "./call-view.tsx";
import { type PanelName, PanelTabs } from "./panel-tabs.tsx";

export function ViewerApp({ track, data }: { readonly track: CallTrack; readonly data: ViewerData }): JSX.Element {
  const [panel, setPanel] = useState<PanelName>("talk");
  const { call, findingKinds, version } = data;
  const when = call.startedAtMs === undefined ? "" : new Date(call.startedAtMs).toLocaleString();
  return (
    <div class={`app viewer show-${panel}`}>
      <header class="call-bar">
        <h1>
          <span class="logo" aria-hidden="true" /> Recorded call <small>Repartee {version}</small>
        </h1>
        <p class="viewer-facts">
          {when} {call.url === "" ? call.callId : call.url}
        </p>
        <ThemeButton />
      </header>
      <main>
        <CallView track={track} summary={call} findingKinds={findingKinds} />
      </main>
      <PanelTabs panel={panel} panels={["talk", "watch"]} onChoose={setPanel} />
    </div>
  );
}

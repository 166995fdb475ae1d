/** The whole page: where to call, the calls, and the one that is looked at. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { CallList } from "../calls/call-list.tsx";
import { CheckView } from "../check/check-view.tsx";
import type { ConsoleClient } from "../feed/console-client.ts";
import { useChanges } from "../parts/use-changes.ts";
import type { CallSpeech } from "../speech/call-speech.ts";
import { Composer } from "../talk/composer.tsx";
import { Banner } from "./banner.tsx";
import { CallBar } from "./call-bar.tsx";
import { CallView } from "./call-view.tsx";
import { EmptyView } from "./empty-view.tsx";
import { type PanelName, PanelTabs } from "./panel-tabs.tsx";

export interface AppProps {
  readonly client: ConsoleClient;
  readonly speech: CallSpeech;
}

export function App({ client, speech }: AppProps): JSX.Element {
  useChanges(client);
  const [panel, setPanel] = useState<PanelName>("talk");
  const track = client.selected;
  const check = client.shownCheck;
  const summary = client.summary(client.selectedId);
  const isOurs = summary?.origin === "web-call";
  // A check has nothing to watch beside it.
  const shown = check !== undefined && panel === "watch" ? "talk" : panel;
  return (
    <div class={`app show-${shown}`}>
      <CallBar client={client} />
      <Banner client={client} />
      <main>
        <CallList client={client} onOpen={() => setPanel("talk")} />
        {check !== undefined && client.hello !== undefined ? (
          <CheckView key={check.id} run={check} client={client} findingKinds={client.hello.findingKinds} />
        ) : track === undefined || client.hello === undefined ? (
          <EmptyView client={client} />
        ) : (
          <CallView track={track} summary={summary} findingKinds={client.hello.findingKinds}>
            {isOurs && summary.state !== "ended" ? (
              <Composer callId={track.id} speech={speech} act={(action) => client.act(track.id, action)} />
            ) : null}
          </CallView>
        )}
      </main>
      {check === undefined ? (
        <PanelTabs panel={shown} onChoose={setPanel} />
      ) : (
        <PanelTabs panel={shown} panels={["talk", "calls"]} title="Check" onChoose={setPanel} />
      )}
    </div>
  );
}

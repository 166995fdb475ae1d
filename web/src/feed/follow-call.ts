/** Gives ears and mouth to the web call in view, for as long as it runs and is looked at. */
import type { CallSpeech } from "../speech/call-speech.ts";
import type { ConsoleClient } from "./console-client.ts";

export function followCall(client: ConsoleClient, speech: CallSpeech): void {
  let attachedId: string | undefined;
  let stopFollowing = (): void => undefined;
  client.watch(() => {
    const summary = client.summary(client.selectedId);
    const track = client.selected;
    const isRunning = summary?.origin === "web-call" && summary.state !== "ended";
    const wantedId = isRunning ? track?.id : undefined;
    if (wantedId === attachedId) return;
    stopFollowing();
    attachedId = wantedId;
    if (wantedId === undefined || track === undefined) {
      speech.detach();
      return;
    }
    speech.attach((action) => client.act(wantedId, action), track.voiceRate);
    stopFollowing = track.onLiveEvent((event) => speech.take(event));
  });
}

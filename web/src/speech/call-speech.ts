/** Connects ears and mouth to the call that runs: speaks what the agent says, and tells what the caller says. */
import type { CallerAction } from "../../../src/console/feed.ts";
import type { CallEvent } from "../../../src/platform/index.ts";
import { Changes, type Watchable } from "../model/changes.ts";
import type { SpeechEngines } from "./speech-engines.ts";

export class CallSpeech implements Watchable {
  readonly #changes = new Changes();
  readonly #engines: SpeechEngines;
  #act: ((action: CallerAction) => void) | undefined;
  #rate = 1;
  #isHearing = false;
  #isListening = false;
  #isMuted = false;
  #isVoiceOn = true;
  #problem: string | undefined;
  #partial = "";

  constructor(engines: SpeechEngines) {
    this.#engines = engines;
  }

  watch(listener: () => void): () => void {
    return this.#changes.watch(listener);
  }

  /** The microphone is on. */
  get isListening(): boolean {
    return this.#isListening;
  }

  /** The microphone is on, but what it hears is not passed on. */
  get isMuted(): boolean {
    return this.#isMuted;
  }

  get isVoiceOn(): boolean {
    return this.#isVoiceOn;
  }

  /** What the recogniser understands at the moment. */
  get partial(): string {
    return this.#partial;
  }

  /** Why nothing is heard or spoken, and what to do, for people. */
  get notices(): readonly string[] {
    const { recogniser, voice } = this.#engines;
    return [this.#problem ?? recogniser.missing, voice.missing].filter((notice) => notice !== undefined);
  }

  get canListen(): boolean {
    return this.#engines.recogniser.missing === undefined;
  }

  get canSpeak(): boolean {
    return this.#engines.voice.missing === undefined;
  }

  /** From now on this call is heard and spoken to. @param rate the agent's speaking rate; 1 is normal */
  attach(act: (action: CallerAction) => void, rate: number): void {
    this.#engines.voice.stop();
    this.#act = act;
    this.#rate = rate;
  }

  /** The call is over, or not looked at any more. */
  detach(): void {
    this.#engines.voice.stop();
    this.#act = undefined;
    this.setListening(false);
  }

  /** What happened in the call, as it happens. */
  take(event: CallEvent): void {
    if (event.type === "speech-queued" && this.#isVoiceOn) this.#engines.voice.speak(event.text, this.#rate);
    if (event.type === "agent-interrupted") this.#engines.voice.stop();
  }

  setVoice(isOn: boolean): void {
    this.#isVoiceOn = isOn;
    if (!isOn) this.#engines.voice.stop();
    this.#changes.tell();
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    if (isMuted) this.#fallSilent();
    this.#changes.tell();
  }

  setListening(isOn: boolean): void {
    if (isOn === this.#isListening) return;
    this.#isListening = isOn;
    this.#problem = undefined;
    if (isOn) this.#listen();
    else {
      this.#engines.recogniser.stop();
      this.#isMuted = false;
      this.#fallSilent();
    }
    this.#changes.tell();
  }

  #listen(): void {
    this.#engines.recogniser.start({
      onSpeechStart: () => this.#hear({ kind: "start-speaking" }, this.#partial),
      onPartial: (text) => this.#hear({ kind: "partial", text }, text),
      onFinal: (text) => this.#hear({ kind: "final", text }, ""),
      onUnintelligible: () => this.#hear({ kind: "unintelligible" }, ""),
      onStopped: (message) => {
        this.#problem = message;
        this.#isListening = false;
        this.#fallSilent();
        this.#changes.tell();
      },
    });
  }

  #hear(action: CallerAction, partial: string): void {
    if (this.#isMuted || !this.#isListening) return;
    this.#isHearing = action.kind === "start-speaking" || action.kind === "partial";
    this.#partial = partial;
    this.#act?.(action);
    this.#changes.tell();
  }

  #fallSilent(): void {
    if (this.#isHearing) this.#act?.({ kind: "stop-speaking" });
    this.#isHearing = false;
    this.#partial = "";
  }
}

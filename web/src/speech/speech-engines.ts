/** The ears and the mouth that the page uses: the browser's, or those that were put in their place before it loaded. */
import { createBrowserRecogniser } from "./browser-recogniser.ts";
import { createBrowserVoice } from "./browser-voice.ts";
import type { Recogniser } from "./recogniser.ts";
import type { Voice } from "./voice.ts";

export interface SpeechEngines {
  readonly recogniser: Recogniser;
  readonly voice: Voice;
}

declare global {
  interface Window {
    /** Other engines, such as those of a test; set before the page's script runs. */
    __reparteeSpeech?: Partial<SpeechEngines>;
  }
}

export function chooseSpeechEngines(): SpeechEngines {
  const given = window.__reparteeSpeech;
  return {
    recogniser: given?.recogniser ?? createBrowserRecogniser(),
    voice: given?.voice ?? createBrowserVoice(),
  };
}

/** The browser's own voice. */
import type { Voice } from "./voice.ts";

export function createBrowserVoice(): Voice {
  const synthesis = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  // Asking once makes the browser load its voices.
  synthesis?.getVoices();
  return {
    get missing() {
      if (synthesis === undefined) return "This browser has no speech synthesis: read along instead.";
      if (synthesis.getVoices().length === 0) return "This browser has no voice installed: read along instead.";
      return undefined;
    },
    speak(text, rate) {
      if (synthesis === undefined || text.trim() === "") return;
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.rate = rate;
      utterance.lang = "en-US";
      synthesis.speak(utterance);
    },
    stop() {
      synthesis?.cancel();
    },
  };
}

/** The browser's own speech recognition (Web Speech API), which stops after each pause and is started again. */
import type { Recogniser, RecogniserHandlers } from "./recogniser.ts";

/** The parts of the Web Speech API in use; TypeScript's DOM library has none of it. */
interface SpeechRecognition {
  continuous: boolean;
  interimResults: boolean;
  lang: string;
  onspeechstart: (() => void) | null;
  onspeechend: (() => void) | null;
  onresult: ((event: ResultEvent) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
}

interface ResultEvent {
  readonly resultIndex: number;
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { readonly isFinal: boolean }>;
}

type SpeechRecognitionClass = new () => SpeechRecognition;

/** Errors that a new start may mend. */
const passingErrors = new Set(["no-speech", "aborted"]);

const stopMessages: Readonly<Record<string, string>> = {
  "not-allowed": "The browser does not allow the microphone: allow it beside the address, or type.",
  "service-not-allowed": "The browser does not allow speech recognition here: type instead.",
  "audio-capture": "No microphone was found: connect one, or type.",
  network: "The browser's speech recognition needs the internet and did not reach its service: type instead.",
  "language-not-supported": "The browser cannot recognise this language: type instead.",
};

export function createBrowserRecogniser(): Recogniser {
  const scope = globalThis as {
    SpeechRecognition?: SpeechRecognitionClass;
    webkitSpeechRecognition?: SpeechRecognitionClass;
  };
  const Recognition = scope.SpeechRecognition ?? scope.webkitSpeechRecognition;
  let recognition: SpeechRecognition | undefined;

  const stop = (): void => {
    const stopped = recognition;
    recognition = undefined;
    stopped?.abort();
  };

  return {
    missing: whatIsMissing(Recognition),
    start(handlers) {
      stop();
      if (Recognition === undefined) return;
      const started = new Recognition();
      recognition = started;
      started.continuous = true;
      started.interimResults = true;
      started.lang = navigator.language;
      follow(
        started,
        handlers,
        () => {
          if (recognition !== started) return;
          recognition = undefined;
        },
        () => recognition === started,
      );
      started.start();
    },
    stop,
  };
}

function whatIsMissing(Recognition: SpeechRecognitionClass | undefined): string | undefined {
  if (!globalThis.isSecureContext) return "The microphone works on localhost and https only: type instead.";
  if (Recognition === undefined) return "This browser has no speech recognition: type instead.";
  return undefined;
}

function follow(
  recognition: SpeechRecognition,
  handlers: RecogniserHandlers,
  onStopped: () => void,
  isWanted: () => boolean,
): void {
  let isUnderstood = true;
  recognition.onspeechstart = () => {
    isUnderstood = false;
    handlers.onSpeechStart();
  };
  recognition.onspeechend = () => {
    if (!isUnderstood) handlers.onUnintelligible();
    isUnderstood = true;
  };
  recognition.onresult = ({ resultIndex, results }) => {
    isUnderstood = true;
    let partial = "";
    for (let index = resultIndex; index < results.length; index += 1) {
      const result = results[index];
      const text = result?.[0]?.transcript ?? "";
      if (result?.isFinal === true) handlers.onFinal(text.trim());
      else partial += text;
    }
    if (partial.trim() !== "") handlers.onPartial(partial.trim());
  };
  recognition.onerror = ({ error }) => {
    if (passingErrors.has(error) || !isWanted()) return;
    onStopped();
    handlers.onStopped(stopMessages[error] ?? `Speech recognition stopped (${error}): type, or try again.`);
  };
  recognition.onend = () => {
    if (isWanted()) recognition.start();
  };
}

/** The caller's side of a call that runs: type or speak, press keys, go silent, drop the connection, hang up. */
import type { JSX } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CallerAction } from "../../../src/console/feed.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { useChanges } from "../parts/use-changes.ts";
import type { CallSpeech } from "../speech/call-speech.ts";
import { TypedSpeech } from "../speech/typed-speech.ts";
import { Keypad } from "./keypad.tsx";

export interface ComposerProps {
  readonly callId: string;
  readonly speech: CallSpeech;
  act(action: CallerAction): void;
}

export function Composer({ callId, speech, act }: ComposerProps): JSX.Element {
  useChanges(speech);
  const [text, setText] = useState("");
  const [hasKeypad, setKeypad] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const latestAct = useRef(act);
  latestAct.current = act;
  // What was typed belongs to one call, and each call begins at the field.
  const typed = useMemo(() => new TypedSpeech((action) => latestAct.current(action)), [callId]);
  useLayoutEffect(() => field.current?.focus(), [callId]);

  const goSilent = (): void => {
    typed.silent();
    setText("");
    speech.setMuted(speech.isListening);
    act({ kind: "stop-speaking" });
  };
  const send = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === "") return;
    typed.sent(text);
    setText("");
  };
  return (
    <div class="composer">
      {hasKeypad ? (
        <Keypad onPress={(digits) => act({ kind: "press", digits })} onClose={() => setKeypad(false)} />
      ) : null}
      <form class="say" onSubmit={send}>
        <input
          ref={field}
          aria-label="What the caller says"
          placeholder={speech.partial === "" ? "Type what the caller says" : speech.partial}
          autoComplete="off"
          value={text}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
            typed.typed(currentTarget.value);
          }}
          onKeyDown={({ key }) => {
            if (key === "Escape") goSilent();
          }}
        />
        <button type="submit" class="button primary" aria-label="Say it">
          <Icon name="send" />
        </button>
      </form>
      <div class="controls" role="toolbar" aria-label="Call controls">
        <Control
          icon="microphone"
          label="Mic"
          title="Listen to the microphone"
          isOn={speech.isListening}
          isDisabled={!speech.canListen}
          onUse={() => speech.setListening(!speech.isListening)}
        />
        <Control
          icon="mute"
          label="Mute"
          isOn={speech.isMuted}
          isDisabled={!speech.isListening}
          onUse={() => speech.setMuted(!speech.isMuted)}
        />
        <Control
          icon="voice"
          label="Voice"
          isOn={speech.isVoiceOn && speech.canSpeak}
          isDisabled={!speech.canSpeak}
          onUse={() => speech.setVoice(!speech.isVoiceOn)}
        />
        <Control icon="keypad" label="Keypad" isOn={hasKeypad} onUse={() => setKeypad(!hasKeypad)} />
        <Control icon="silent" label="Silent" title="Stop in the middle and say nothing more" onUse={goSilent} />
        <Control
          icon="drop"
          label="Drop"
          title="Break the connection as a network would"
          onUse={() => act({ kind: "drop" })}
        />
        <Control icon="hangUp" label="Hang up" tone="danger" onUse={() => act({ kind: "hang-up" })} />
      </div>
      <p class="speech-notices">
        {speech.notices.length > 0
          ? speech.notices.join(" ")
          : speech.isListening
            ? "Use headphones, or the agent hears itself. Your browser may send your voice to its maker."
            : "Typing or speaking while the agent speaks interrupts it. Esc goes silent."}
      </p>
    </div>
  );
}

interface ControlProps {
  readonly icon: IconName;
  readonly label: string;
  readonly title?: string;
  readonly tone?: "danger";
  /** Of a control that is on or off; absent for one that only acts. */
  readonly isOn?: boolean;
  readonly isDisabled?: boolean;
  onUse(): void;
}

function Control({ icon, label, title, tone, isOn, isDisabled, onUse }: ControlProps): JSX.Element {
  return (
    <button
      type="button"
      class={`control ${tone ?? ""}`}
      title={title}
      aria-pressed={isOn}
      disabled={isDisabled}
      onClick={onUse}
    >
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  );
}

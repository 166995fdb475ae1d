/** The telephone's keys; the keyboard's own digits work too while the focus is in it. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

export function Keypad({ onPress, onClose }: { onPress(digit: string): void; onClose(): void }): JSX.Element {
  const pad = useRef<HTMLFieldSetElement>(null);
  // Before the next key can be pressed: no digit goes elsewhere.
  useLayoutEffect(() => pad.current?.querySelector("button")?.focus(), []);
  return (
    <fieldset
      ref={pad}
      id="keypad"
      class="keypad"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        else if ((keys as readonly string[]).includes(event.key)) onPress(event.key);
      }}
    >
      <legend class="hidden">Keypad</legend>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          class="button key"
          aria-label={`Key ${spoken[key] ?? key}`}
          onClick={() => onPress(key)}
        >
          {key}
        </button>
      ))}
    </fieldset>
  );
}

const spoken: Readonly<Record<string, string>> = { "*": "star", "#": "pound" };

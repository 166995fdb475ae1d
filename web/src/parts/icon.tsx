/** The page's icons, drawn in the colour of the text beside them. */
import type { JSX } from "preact";

const paths = {
  call: "M5 3h3l2 5-2 1.5a11 11 0 0 0 5 5L14.5 12.5l5 2v3c0 1-1 2-2 2C10 19.5 3.5 13 3 5c0-1 1-2 2-2z",
  hangUp: "M2 14c5-5 15-5 20 0l-2 3-4-1.5v-2.5c-3-1-5-1-8 0v2.5L4 17z",
  microphone: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  mute: "M9 9v2a3 3 0 0 0 5 2M15 10V6a3 3 0 0 0-6-.5M6 11a6 6 0 0 0 10 4.5M18 11v1M12 17v4M4 4l16 16",
  voice: "M4 9v6h4l5 4V5L8 9zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
  keypad: "M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01",
  silent: "M5 12h14M9 8v8M15 8v8",
  drop: "M8 12H5a3 3 0 0 1 0-6h4M16 12h3a3 3 0 0 1 0 6h-4M4 20 20 4",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M14 4.5v5M6 14.5v5",
  sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5",
  moon: "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
  play: "M7 4v16l13-8z",
  pause: "M8 5v14M16 5v14",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  open: "M4 19V6h5l2 2h9v11z",
  close: "M6 6l12 12M18 6 6 18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  send: "M4 12h14M13 6l6 6-6 6",
  toServer: "M4 12h15M13 6l6 6-6 6",
  fromServer: "M20 12H5M11 6l-6 6 6 6",
  check: "M4 5h9M4 10h6M4 15h4M11 16l3.5 3.5L21 12",
  holds: "M5 13l4 4L19 7",
  fails: "M6 6l12 12M18 6 6 18",
  unclear: "M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2.2M12 18h.01",
  none: "M7 12h10",
  waiting: "M12 12h.01",
  stop: "M6 6h12v12H6z",
  again: "M20 12a8 8 0 1 1-2.5-5.8M20 3v4h-4",
  zoomIn: "M12 6v12M6 12h12",
  zoomOut: "M6 12h12",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

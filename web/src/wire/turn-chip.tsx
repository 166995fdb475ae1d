/** Says that only one turn's messages are listed, and lists all again. */
import type { JSX } from "preact";
import type { TurnRecord } from "../model/turn-record.ts";
import { Icon } from "../parts/icon.tsx";

export function TurnChip({ turn, onClear }: { readonly turn: TurnRecord; onClear(): void }): JSX.Element {
  return (
    <button type="button" class="chip" aria-label={`Only turn #${turn.turnId}: show all`} onClick={onClear}>
      turn #{turn.turnId}
      <Icon name="close" />
    </button>
  );
}

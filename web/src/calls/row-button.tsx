/** The part of a row of the list that opens it: what it is, how it stands, and how much is wrong with it. */
import type { ComponentChildren, JSX } from "preact";
import { countOf } from "../model/format.ts";

export interface RowButtonProps {
  readonly isSelected: boolean;
  /** Of its light. */
  readonly tone: string;
  readonly title: string;
  readonly aside: string;
  /** How it stands. */
  readonly children: ComponentChildren;
  readonly trouble: { readonly count: number; readonly noun: string; readonly isBad: boolean };
  onOpen(): void;
}

export function RowButton({ isSelected, tone, title, aside, children, trouble, onOpen }: RowButtonProps): JSX.Element {
  const { count, noun, isBad } = trouble;
  return (
    <button type="button" class="call-open" aria-current={isSelected ? "true" : undefined} onClick={onOpen}>
      <span class={`call-light ${tone}`} />
      <span class="call-title">{title}</span>
      <span class="call-when">{aside}</span>
      <span class="call-facts">
        {children}
        {count > 0 ? <span class={isBad ? "trouble bad" : "trouble"}> · {countOf(count, noun)}</span> : null}
      </span>
    </button>
  );
}

/** One lane of the timeline: only what lies in view is drawn. */
import type { ComponentChildren, JSX } from "preact";
import type { Span } from "../model/lanes.ts";

/** The part of the call that is drawn, and how. */
export interface Viewport {
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  readonly pixelsPerMs: number;
}

export function Lane({
  name,
  children,
  isTall,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
  readonly isTall?: boolean;
}): JSX.Element {
  return (
    <div class={isTall === true ? "lane tall" : "lane"}>
      <span class="lane-name">{name}</span>
      <div class="lane-track">{children}</div>
    </div>
  );
}

export interface SpanBarProps {
  readonly span: Span;
  readonly view: Viewport;
  readonly kind: string;
  readonly text?: string;
  /** Shown whole or not at all, as a number must be. */
  readonly isWhole?: boolean;
}

/** In CSS pixels: of a text that is cut to less than this, nothing can be read. */
export const leastTextWidth = 27;

/** Of a number with its unit, in CSS pixels, in a font that is rather wide. */
const characterWidth = 6.9;

export function SpanBar({ span, view, kind, text = "", isWhole = false }: SpanBarProps): JSX.Element {
  const width = Math.max(3, ((span.endMs ?? view.nowMs) - span.startMs) * view.pixelsPerMs);
  const hasRoom = width >= (isWhole ? text.length * characterWidth : leastTextWidth);
  return (
    <div
      class={`bar ${kind}`}
      title={span.label.trim()}
      style={{ left: px(span.startMs * view.pixelsPerMs), width: px(width) }}
    >
      {hasRoom ? text : ""}
    </div>
  );
}

export interface PointProps {
  readonly atMs: number;
  readonly view: Viewport;
  readonly kind: string;
  readonly title: string;
  readonly text?: string;
}

export function Point({ atMs, view, kind, title, text }: PointProps): JSX.Element {
  return (
    <div class={`point ${kind}`} title={title} style={{ left: px(atMs * view.pixelsPerMs) }}>
      {text}
    </div>
  );
}

export function px(length: number): string {
  return `${length.toFixed(1)}px`;
}

/** The stretches that touch the view; they are in order of time. */
export function spansIn<Item extends Span>(spans: readonly Item[], { fromMs, toMs }: Viewport): readonly Item[] {
  const first = lowerBound(spans, ({ endMs }) => (endMs ?? Number.POSITIVE_INFINITY) >= fromMs);
  const last = lowerBound(spans, ({ startMs }) => startMs > toMs);
  return spans.slice(first, last);
}

/** The moments in view; they are in order of time. */
export function marksIn<Item extends { readonly atMs: number }>(
  marks: readonly Item[],
  { fromMs, toMs }: Viewport,
): readonly Item[] {
  const first = lowerBound(marks, ({ atMs }) => atMs >= fromMs);
  const last = lowerBound(marks, ({ atMs }) => atMs > toMs);
  return marks.slice(first, last);
}

/** The position of the first item that fits, where all after it fit as well. */
export function lowerBound<Item>(items: readonly Item[], fits: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && fits(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

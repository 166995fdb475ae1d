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
}

export function SpanBar({ span, view, kind, text }: SpanBarProps): JSX.Element {
  const widthMs = (span.endMs ?? view.nowMs) - span.startMs;
  return (
    <div
      class={`bar ${kind}`}
      title={span.label.trim()}
      style={{ left: px(span.startMs * view.pixelsPerMs), width: px(Math.max(3, widthMs * view.pixelsPerMs)) }}
    >
      {text}
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

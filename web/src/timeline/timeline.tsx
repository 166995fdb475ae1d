/** The call over time, in lanes: who spoke when, what was asked and answered, and what happened on the line. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CallModel } from "../model/call-model.ts";
import { formatMoment } from "../model/format.ts";
import type { Select, Selection } from "../model/selection.ts";
import { Icon } from "../parts/icon.tsx";
import { Lane, marksIn, Point, px, SpanBar, spansIn, type Viewport } from "./lane.tsx";
import { defaultZoom, fittingZoom, tickSeconds, zoomLevels } from "./time-scale.ts";
import { TurnBars } from "./turn-bars.tsx";
import { ToolWaits, WorkLane } from "./work-lane.tsx";

export interface TimelineProps {
  readonly model: CallModel;
  /** The moment that the timeline has reached. */
  readonly nowMs: number;
  /** How far it will reach; the same as `nowMs` for a call that runs. */
  readonly endMs: number;
  readonly selection: Selection;
  readonly onSelect: Select;
}

/** Room for the names of the lanes, in CSS pixels; the style sheet knows it too. */
const namesWidth = 88;

export function Timeline({ model, nowMs, endMs, selection, onSelect }: TimelineProps): JSX.Element {
  const scroller = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState<number>(defaultZoom);
  const [left, setLeft] = useState(0);
  const [width, setWidth] = useState(800);
  const follows = useRef(true);
  const pixelsPerMs = (zoomLevels[zoom] ?? 40) / 1_000;
  const trackWidth = Math.max(width - namesWidth, endMs * pixelsPerMs + width * 0.1);
  const cursorMs = selection.atMs ?? (nowMs < endMs ? nowMs : undefined);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || selection.atMs !== undefined || !follows.current) return;
    // From there on the moment stands still and the call moves past it.
    element.scrollLeft = nowMs * pixelsPerMs - (width - namesWidth) * 0.9;
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || selection.atMs === undefined) return;
    const at = selection.atMs * pixelsPerMs;
    if (at < element.scrollLeft || at > element.scrollLeft + width - namesWidth - 40)
      element.scrollLeft = at - width / 3;
  }, [selection.atMs, pixelsPerMs]);

  const view: Viewport = {
    fromMs: (left - width) / pixelsPerMs,
    toMs: Math.min(nowMs, (left + 2 * width) / pixelsPerMs),
    nowMs,
    pixelsPerMs,
  };
  return (
    <section class="panel timeline" aria-label="Timeline">
      <header class="panel-head">
        <h2>Timeline</h2>
        <span class="spacer" />
        <button
          type="button"
          class="button small"
          onClick={() => setZoom(fittingZoom(endMs, (width - namesWidth) * 0.9))}
        >
          Fit
        </button>
        <button
          type="button"
          class="button small icon-only"
          aria-label="Zoom out"
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        >
          <Icon name="zoomOut" />
        </button>
        <button
          type="button"
          class="button small icon-only"
          aria-label="Zoom in"
          disabled={zoom === zoomLevels.length - 1}
          onClick={() => setZoom(zoom + 1)}
        >
          <Icon name="zoomIn" />
        </button>
      </header>
      <section
        ref={scroller}
        class="lanes"
        aria-label="Lanes"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
        tabIndex={0}
        onScroll={({ currentTarget }) => {
          const { scrollLeft, clientWidth, scrollWidth } = currentTarget;
          const nowPixels = nowMs * pixelsPerMs;
          follows.current = scrollLeft + clientWidth >= Math.min(scrollWidth - 2, nowPixels + namesWidth);
          setLeft(scrollLeft);
        }}
      >
        <div class="lanes-inner" style={{ width: px(trackWidth + namesWidth) }}>
          <Ticks view={view} endMs={trackWidth / pixelsPerMs} left={left} width={width} />
          <Lanes model={model} view={view} selection={selection} onSelect={onSelect} />
          {cursorMs === undefined ? null : (
            <div class="cursor" style={{ left: px(namesWidth + cursorMs * pixelsPerMs) }} aria-hidden="true" />
          )}
        </div>
      </section>
    </section>
  );
}

function Ticks({
  view,
  endMs,
  left,
  width,
}: {
  readonly view: Viewport;
  readonly endMs: number;
  readonly left: number;
  readonly width: number;
}): JSX.Element {
  const stepMs = tickSeconds(view.pixelsPerMs * 1_000) * 1_000;
  const first = Math.max(0, Math.floor((left - width) / view.pixelsPerMs / stepMs));
  const last = Math.floor(Math.min(endMs, (left + 2 * width) / view.pixelsPerMs) / stepMs);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * stepMs);
  return (
    <div class="lane ticks" aria-hidden="true">
      <span class="lane-name" />
      <div class="lane-track">
        {ticks.map((atMs) => (
          <span key={atMs} class="tick" style={{ left: px(atMs * view.pixelsPerMs) }}>
            {formatMoment(atMs)}
          </span>
        ))}
      </div>
    </div>
  );
}

interface LanesProps {
  readonly model: CallModel;
  readonly view: Viewport;
  readonly selection: Selection;
  readonly onSelect: Select;
}

function Lanes({ model, view, selection, onSelect }: LanesProps): JSX.Element {
  const { lanes, turns, work } = model;
  return (
    <>
      <Lane name="Caller">
        {spansIn(lanes.caller, view).map((span) => (
          <SpanBar key={`s${span.startMs}`} span={span} view={view} kind="caller" text={span.label} />
        ))}
        {marksIn(lanes.keys, view).map((mark, index) => (
          <Point
            key={`k${mark.atMs}-${index}`}
            atMs={mark.atMs}
            view={view}
            kind="key"
            title={`Key ${mark.label}`}
            text={mark.label}
          />
        ))}
      </Lane>
      <Lane name="Agent">
        {spansIn(lanes.deadAir, view).map((span) => (
          <SpanBar
            key={`d${span.startMs}`}
            span={{ ...span, label: `dead air ${span.label}` }}
            view={view}
            kind="dead-air"
            text={span.label}
            isWhole
          />
        ))}
        {spansIn(lanes.agent, view).map((span) => (
          <SpanBar
            key={`s${span.startMs}`}
            span={span}
            view={view}
            kind={span.isCut ? "agent cut" : "agent"}
            text={span.label}
          />
        ))}
      </Lane>
      <Lane name="Turns" isTall>
        <TurnBars
          turns={turns.all}
          work={work}
          view={view}
          chosen={selection.turn}
          onChoose={(turn) => onSelect({ turn, atMs: turn.askedAtMs })}
        />
      </Lane>
      {work.isKnown ? <WorkLane work={work.call} view={view} /> : null}
      <Lane name="Tools">
        <ToolWaits work={work.call} view={view} />
        {spansIn(lanes.tools, view).map((span, index) => (
          <SpanBar key={`${span.startMs}-${index}`} span={span} view={view} kind="tool" text={span.label} />
        ))}
        {marksIn(lanes.actions, view).map((mark, index) => (
          <Point
            key={`a${mark.atMs}-${index}`}
            atMs={mark.atMs}
            view={view}
            kind="action"
            title={mark.label}
            text={mark.label}
          />
        ))}
      </Lane>
      <Lane name="Findings">
        {marksIn(lanes.findings, view).map((mark, index) => (
          <Point
            key={`${mark.atMs}-${index}`}
            atMs={mark.atMs}
            view={view}
            kind={`finding ${mark.level}`}
            title={mark.label}
          />
        ))}
      </Lane>
      <Lane name="Keep-alives">
        {marksIn(lanes.roundTrips, view).map((trip) => (
          <Point
            key={trip.atMs}
            atMs={trip.atMs}
            view={view}
            kind={trip.ms > 2_000 ? "trip late" : "trip"}
            title={trip.label}
          />
        ))}
      </Lane>
      <Lane name="Line">
        {spansIn(lanes.connection, view).map((span) => (
          <SpanBar key={span.startMs} span={span} view={view} kind={`line ${span.state}`} text={span.label} />
        ))}
      </Lane>
    </>
  );
}

/** The agent's own work on the timeline: models that were asked, what was done against silence, and tools that waited. */
import type { JSX } from "preact";
import { formatDuration } from "../../../src/internal/format-duration.ts";
import type { Generation, ToolRun, WorkLog } from "../model/agent-work.ts";
import { describeWork } from "../model/work-text.ts";
import { Lane, leastTextWidth, px, SpanBar, spansIn, type Viewport } from "./lane.tsx";

export function WorkLane({ work, view }: { readonly work: WorkLog; readonly view: Viewport }): JSX.Element {
  const rungs = spansIn(work.rungs, view);
  return (
    <Lane name="Model" isTall>
      {spansIn(work.generations, view).map((generation) => (
        <GenerationBar key={generation.key} generation={generation} view={view} />
      ))}
      {rungs.map((rung, index) => (
        <NamedMark
          key={rung.key}
          kind="rung"
          atMs={rung.startMs}
          untilMs={rungs[index + 1]?.startMs}
          view={view}
          name={rung.label}
          error={rung.error}
        />
      ))}
    </Lane>
  );
}

function GenerationBar({
  generation,
  view,
}: {
  readonly generation: Generation;
  readonly view: Viewport;
}): JSX.Element {
  const { startMs, endMs, label, outcome, firstTokenMs, firstSpeechMs, firstSentenceMs } = generation;
  const toPixels = (ms: number): number => ms * view.pixelsPerMs;
  const totalMs = endMs - startMs;
  const marks = { speech: firstSpeechMs, sentence: firstSentenceMs };
  const isLost = outcome !== "kept" && outcome !== "kept, early";
  // One that was begun early may run beside the answer before it.
  const isEarly = outcome.endsWith(", early");
  return (
    <div
      class={`model-bar${isLost ? " lost" : ""}${isEarly ? " early" : ""}`}
      title={`${label}, ${outcome}: ${describeWork(generation)}`}
      style={{ left: px(toPixels(startMs)), width: px(Math.max(3, toPixels(totalMs))) }}
    >
      <span class="phase wait" style={{ width: px(toPixels(firstTokenMs ?? totalMs)) }} />
      <span class="phase stream" style={{ width: px(toPixels(totalMs - (firstTokenMs ?? totalMs))) }} />
      {Object.entries(marks).map(([name, ms]) =>
        ms === undefined ? null : <span key={name} class={`first ${name}`} style={{ left: px(toPixels(ms)) }} />,
      )}
    </div>
  );
}

interface NamedMarkProps {
  readonly kind: string;
  readonly atMs: number;
  /** When the next one comes: so far reaches the room for the name. */
  readonly untilMs: number | undefined;
  readonly view: Viewport;
  readonly name: string;
  /** Of what was thrown. */
  readonly error?: string | undefined;
}

function NamedMark({ kind, atMs, untilMs, view, name, error }: NamedMarkProps): JSX.Element {
  const width = untilMs === undefined ? undefined : Math.max(4, (untilMs - atMs) * view.pixelsPerMs - 2);
  return (
    <div
      class={`named-mark ${kind}`}
      title={error === undefined ? name : `${name}: ${error}`}
      style={{ left: px(atMs * view.pixelsPerMs), ...(width !== undefined && { width: px(width) }) }}
    >
      {width === undefined || width >= leastTextWidth ? name : ""}
    </div>
  );
}

/** What the platform is not told of tools: how long they waited to be confirmed, and those that did not run. */
export function ToolWaits({ work, view }: { readonly work: WorkLog; readonly view: Viewport }): JSX.Element {
  const runs = spansIn(work.tools, view);
  return (
    <>
      {runs.map((run, index) => (
        <ToolWait key={`w${run.key}`} run={run} untilMs={runs[index + 1]?.startMs} view={view} />
      ))}
    </>
  );
}

interface ToolWaitProps {
  readonly run: ToolRun;
  readonly untilMs: number | undefined;
  readonly view: Viewport;
}

function ToolWait({ run, untilMs, view }: ToolWaitProps): JSX.Element {
  const { startMs, endMs, waitMs, runMs, label, outcome } = run;
  const waited = { startMs, endMs: endMs - runMs, label: `${label} waits ${formatDuration(waitMs)} to be confirmed` };
  const hasRun = outcome !== "withdrawn" && outcome !== "remembered";
  return (
    <>
      {waitMs === 0 ? null : <SpanBar span={waited} view={view} kind="confirm-wait" />}
      {hasRun ? null : (
        <NamedMark kind="tool" atMs={endMs} untilMs={untilMs} view={view} name={`${label} ${outcome}`} />
      )}
    </>
  );
}

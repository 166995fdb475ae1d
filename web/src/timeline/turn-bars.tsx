/** The turns of the agent on the timeline: what each took, in numbers, and which were withdrawn. */
import type { JSX } from "preact";
import { formatDuration } from "../../../src/internal/format-duration.ts";
import type { AgentWork, WorkLog } from "../model/agent-work.ts";
import type { TurnRecord } from "../model/turn-record.ts";
import { describeTotal } from "../model/work-text.ts";
import { lowerBound, px, type Viewport } from "./lane.tsx";

export interface TurnBarsProps {
  readonly turns: readonly TurnRecord[];
  readonly work: AgentWork;
  readonly view: Viewport;
  readonly chosen: TurnRecord | undefined;
  onChoose(turn: TurnRecord): void;
}

export function TurnBars({ turns, work, view, chosen, onChoose }: TurnBarsProps): JSX.Element {
  const last = lowerBound(turns, ({ askedAtMs }) => askedAtMs > view.toMs);
  const first = Math.max(0, lowerBound(turns, ({ askedAtMs }) => askedAtMs >= view.fromMs) - 1);
  return (
    <>
      {turns.slice(first, last).map((turn, index) => {
        const untilMs = turns[first + index + 1]?.askedAtMs ?? view.nowMs;
        return (
          <TurnBar
            key={turn.key}
            turn={turn}
            log={work.ofTurn(turn)}
            untilMs={untilMs}
            view={view}
            isChosen={turn === chosen}
            onChoose={onChoose}
          />
        );
      })}
    </>
  );
}

interface TurnBarProps {
  readonly turn: TurnRecord;
  /** What the agent told of it. */
  readonly log: WorkLog | undefined;
  /** When the next turn was asked for: so far reaches the room for the numbers. */
  readonly untilMs: number;
  readonly view: Viewport;
  readonly isChosen: boolean;
  onChoose(turn: TurnRecord): void;
}

function TurnBar({ turn, log, untilMs, view, isChosen, onChoose }: TurnBarProps): JSX.Element {
  const isWithdrawn = turn.timing?.outcome === "withdrawn" || turn.timing?.outcome === "cancelled";
  const toPixels = (ms: number): number => ms * view.pixelsPerMs;
  const numbers = [...describeNumbers(turn), ...(log?.rungs.map(({ label }) => label) ?? [])];
  const total = log?.sums.total === undefined ? "" : `. ${describeTotal(log.sums.total)}`;
  const doneMs = turn.timing?.completeMs ?? (turn.lastTextAtMs ?? turn.endedAtMs ?? view.nowMs) - turn.askedAtMs;
  const firstTextMs = turn.timing?.firstTextMs ?? (turn.firstTextAtMs ?? turn.askedAtMs + doneMs) - turn.askedAtMs;
  return (
    <button
      type="button"
      class={`turn${isWithdrawn ? " withdrawn" : ""}${isChosen ? " chosen" : ""}`}
      title={`${describeTurn(turn)}. ${numbers.join(", ")}${total}`}
      aria-pressed={isChosen}
      style={{ left: px(toPixels(turn.askedAtMs)), width: px(Math.max(14, toPixels(untilMs - turn.askedAtMs) - 2)) }}
      onClick={() => onChoose(turn)}
    >
      <span class="turn-phases">
        <span class="phase wait" style={{ width: px(Math.max(1, toPixels(firstTextMs))) }} />
        <span class="phase stream" style={{ width: px(Math.max(2, toPixels(doneMs - firstTextMs))) }} />
      </span>
      <span class="turn-text">
        <span class="hidden">{turn.kind} </span>
        <b>#{turn.turnId}</b> {[outcomeText(turn), ...numbers].filter((text) => text !== "").join(" · ")}
      </span>
    </button>
  );
}

function describeTurn(turn: TurnRecord): string {
  const outcome = turn.timing?.outcome ?? "under way";
  return `${turn.kind} #${turn.turnId}${turn.isEarly ? ", asked early" : ""}: ${outcome}`;
}

/** Only what is not as it should be. */
function outcomeText({ timing, kind }: TurnRecord): string {
  const outcome = timing?.outcome;
  if (outcome === undefined || outcome === "spoken") return kind === "reminder" ? "reminder" : "";
  return outcome;
}

function describeNumbers({ timing }: TurnRecord): string[] {
  return [
    timing?.firstTextMs === undefined ? "" : `first word ${formatDuration(timing.firstTextMs)}`,
    timing?.firstSentenceMs === undefined ? "" : `sentence ${formatDuration(timing.firstSentenceMs)}`,
    timing?.deadAirMs === undefined ? "" : `dead air ${formatDuration(timing.deadAirMs)}`,
  ].filter((text) => text !== "");
}

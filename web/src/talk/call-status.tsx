/** One line above the conversation: what state the call is in, and what to do about it. */
import type { JSX } from "preact";
import type { CallSummary } from "../../../src/console/feed.ts";
import { formatDuration } from "../../../src/internal/format-duration.ts";
import type { CallModel } from "../model/call-model.ts";
import { formatMoment } from "../model/format.ts";
import { describeEnding } from "./endings.ts";

export interface CallStatusProps {
  readonly summary: CallSummary | undefined;
  readonly model: CallModel;
  readonly nowMs: number;
  /** A moment of a call that is over. */
  readonly isReplay: boolean;
}

export function CallStatus({ summary, model, nowMs, isReplay }: CallStatusProps): JSX.Element {
  const status = isReplay ? replayStatus(model) : liveStatus(summary, model, nowMs);
  return (
    <div class={`call-status ${status.tone}`}>
      <span class="call-clock">{formatMoment(nowMs)}</span>
      <span class="call-light" />
      <p>
        <span role="status">
          <strong>{status.isTurn === true ? "" : status.title}</strong> {status.isTurn === true ? "" : status.advice}
        </span>
        {/* Whose turn it is changes too often to be read aloud. */}
        {status.isTurn === true ? <strong>{status.title}</strong> : null} {status.progress}
      </p>
    </div>
  );
}

interface Status {
  readonly tone: "calm" | "good" | "waiting" | "bad";
  readonly title: string;
  readonly advice: string;
  /** Whose turn it is, in a call that is well. */
  readonly isTurn?: boolean;
  /** How long it takes already. */
  readonly progress?: string;
}

/** A wait that is longer is worth telling. */
const shortWaitMs = 1_000;

function liveStatus(summary: CallSummary | undefined, model: CallModel, nowMs: number): Status {
  switch (model.state) {
    case "connecting":
      return {
        tone: "waiting",
        title: "Dialling…",
        advice: "Three attempts are made. Nothing to do while the server starts.",
        progress: waited(nowMs),
      };
    case "reconnecting":
      return {
        tone: "waiting",
        title: "Reconnecting…",
        advice: "The connection broke and the platform dials again. Nothing to do: the conversation goes on.",
      };
    case "live":
      return liveTurn(model, nowMs);
    case "ended": {
      const ending = describeEnding(summary?.reason ?? model.reason);
      const isBad = summary?.hasFailed ?? model.reason?.startsWith("error_") === true;
      return { tone: isBad ? "bad" : "calm", ...ending };
    }
  }
}

function liveTurn(model: CallModel, nowMs: number): Status {
  const turn = { tone: "good", advice: "", isTurn: true } as const;
  if (model.isAgentSpeaking) return { ...turn, title: "The agent speaks." };
  const { waiting } = model.turns;
  if (waiting === undefined) return { ...turn, title: "The caller's turn." };
  return { ...turn, title: "The agent was asked.", progress: waited(nowMs - waiting.askedAtMs) };
}

function waited(ms: number): string {
  return ms < shortWaitMs ? "" : `Waiting for ${formatDuration(ms)}.`;
}

function replayStatus(model: CallModel): Status {
  return { tone: "calm", title: "Replay.", advice: liveTurn(model, model.lastMs).title };
}

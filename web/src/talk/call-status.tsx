/** One line above the conversation: what state the call is in, and what to do about it. */
import type { JSX } from "preact";
import type { CallSummary } from "../../../src/console/feed.ts";
import type { CallModel } from "../model/call-model.ts";
import { formatDuration, formatMoment } from "../model/format.ts";
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
      <p role="status">
        <strong>{status.title}</strong> {status.advice}
      </p>
    </div>
  );
}

interface Status {
  readonly tone: "calm" | "good" | "waiting" | "bad";
  readonly title: string;
  readonly advice: string;
}

function liveStatus(summary: CallSummary | undefined, model: CallModel, nowMs: number): Status {
  switch (model.state) {
    case "connecting":
      return {
        tone: "waiting",
        title: "Dialling…",
        advice:
          nowMs < 1_500
            ? ""
            : `The server has not answered for ${formatDuration(Math.floor(nowMs / 1_000) * 1_000)}. Three attempts are made; is it running?`,
      };
    case "reconnecting":
      return {
        tone: "waiting",
        title: "Reconnecting…",
        advice: "The connection broke and the platform dials again. Nothing to do: the conversation goes on.",
      };
    case "live":
      return liveTurn(model);
    case "ended": {
      const ending = describeEnding(summary?.reason ?? model.reason);
      const isBad = summary?.hasFailed ?? model.reason?.startsWith("error_") === true;
      return { tone: isBad ? "bad" : "calm", ...ending };
    }
  }
}

function liveTurn(model: CallModel): Status {
  if (model.isAgentSpeaking) return { tone: "good", title: "The agent speaks.", advice: "" };
  const isWaiting = model.turns.waiting !== undefined;
  if (isWaiting) return { tone: "good", title: "The agent was asked.", advice: "Waiting for its answer." };
  return { tone: "good", title: "The caller's turn.", advice: "" };
}

function replayStatus(model: CallModel): Status {
  return { tone: "calm", title: "Replay.", advice: liveTurn(model).title };
}

/** Runs one answer: pulls the agent, sends what it yields, and closes the answer exactly once whatever happens. */
import type { Clock } from "../internal/index.ts";
import type { ResponseEvent } from "../protocol/index.ts";
import type { AgentReply } from "./agent.ts";
import { type Deadlines, startDeadlines } from "./deadlines.ts";
import type { TurnOutcome, TurnTiming } from "./events.ts";
import { createLazyAbort } from "./lazy-abort.ts";
import type { Outbox } from "./outbox.ts";
import type { Reporter } from "./problems.ts";
import { iterateReply, type ReplyIterator } from "./reply.ts";
import { createResponseFrames } from "./response-frames.ts";

export interface TurnTask {
  readonly responseId: number;
  /** Asks the agent. */
  readonly start: (signal: () => AbortSignal) => AgentReply | Promise<AgentReply>;
  /** Said when the agent fails, or yields nothing before it is cut off. "" says nothing. */
  readonly fallback: string;
  readonly idleTimeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly onEnd: (outcome: TurnOutcome, timing: TurnTiming, characters: number) => void;
}

export interface RunningTurn {
  readonly responseId: number;
  readonly ended: boolean;
  /** Nobody wants the answer any more: stops it in this very tick, without another frame. */
  withdraw(outcome: "withdrawn" | "call-ended"): void;
  /** Stops the answer and completes it with what was said so far. */
  cutShort(): void;
}

/** Outputs that an agent may yield without ever waiting, before other work gets its turn. */
const mostOutputsPerTick = 256;

export interface TurnDependencies {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly reporter: Reporter;
}

export function runTurn({ clock, outbox, reporter }: TurnDependencies, task: TurnTask): RunningTurn {
  const abort = createLazyAbort();
  const frames = createResponseFrames(task.responseId);
  const startedAtMs = clock.now();
  let characters = 0;
  let lastCharacter = "";
  let firstSpeechMs: number | undefined;
  let outputsThisTick = 0;
  let flushScheduled = false;
  let iterator: ReplyIterator | undefined;

  // A plain member rather than a getter: see views.ts.
  const turn = {
    responseId: task.responseId,
    ended: false,
    withdraw(outcome: "withdrawn" | "call-ended"): void {
      if (!turn.ended) end(outcome);
    },
    cutShort(): void {
      complete("withdrawn");
    },
  };

  const send = (events: ResponseEvent[]): void => {
    for (const event of events) {
      if (event.content !== "") {
        firstSpeechMs ??= clock.now() - startedAtMs;
        characters += event.content.length;
        lastCharacter = event.content.slice(-1);
      }
      outbox.send(event);
    }
  };

  const end = (outcome: TurnOutcome): void => {
    turn.ended = true;
    deadlines.clear();
    if (outcome !== "completed") {
      abort.abort(`the answer ${task.responseId} is over: ${outcome}`);
      letGo();
    }
    task.onEnd(outcome, { firstSpeechMs, totalMs: clock.now() - startedAtMs }, characters);
  };

  /** Ends the agent's generator; what its clean-up throws is reported, for nobody awaits it. */
  const letGo = (): void => {
    try {
      Promise.resolve(iterator?.return?.()).catch(onLateError);
    } catch (error) {
      onLateError(error);
    }
  };
  const onLateError = (error: unknown): void => {
    const isAbort = error instanceof Error && error.name === "AbortError";
    if (!isAbort) reporter.problem("agent-failed", "the agent threw after its answer was over", error);
  };

  const complete = (outcome: TurnOutcome, lastWords = ""): void => {
    if (turn.ended) return;
    if (lastWords !== "") {
      // Sent first, so that the last character is known: the fallback line must not stick to a word.
      send(frames.take());
      frames.add(/\S/.test(lastCharacter) ? ` ${lastWords}` : lastWords);
    }
    send(frames.finish());
    end(outcome);
  };

  const deadlines: Deadlines = startDeadlines(clock, {
    idleMs: task.idleTimeoutMs,
    totalMs: task.totalTimeoutMs,
    onIdle: () => {
      reporter.problem("agent-stalled", `the agent yielded nothing for ${task.idleTimeoutMs} ms`);
      complete("timed-out", spokeAlready() ? "" : task.fallback);
    },
    onTotal: () => {
      reporter.problem("agent-overlong", `the agent's answer took longer than ${task.totalTimeoutMs} ms`);
      complete("timed-out", spokeAlready() ? "" : task.fallback);
    },
  });
  const spokeAlready = (): boolean => {
    send(frames.take());
    return characters > 0;
  };

  const flush = (): void => {
    flushScheduled = false;
    outputsThisTick = 0;
    if (!turn.ended) send(frames.take());
  };

  const accept = (output: unknown): void => {
    deadlines.touch();
    outputsThisTick += 1;
    const fault = frames.add(output);
    if (fault === "bad-output")
      reporter.problem(fault, `the agent yielded ${describe(output)}: give text or an action`);
    if (fault === "several-actions") reporter.problem(fault, "one answer holds several actions; at most one will run");
    if (!flushScheduled) {
      flushScheduled = true;
      // What the agent yields without waiting leaves as one frame, at the end of this tick.
      clock.defer(flush);
    }
  };

  const pull = async (): Promise<void> => {
    // Agent code never runs inside the handling of a frame: keep-alives and newer requests come first.
    await undefined;
    if (turn.ended) return;
    const reply = await task.start(abort.signal);
    iterator = iterateReply(reply);
    if (turn.ended) {
      letGo();
      return;
    }
    while (!turn.ended) {
      const down = outbox.whenAttached();
      if (down !== undefined) {
        deadlines.pause();
        await down;
        deadlines.touch();
      } else if (outputsThisTick >= mostOutputsPerTick) {
        await new Promise<void>((resolve) => clock.defer(resolve));
      }
      if (turn.ended) return;
      const result = await iterator.next();
      if (turn.ended) return;
      if (result.done === true) {
        complete("completed");
        return;
      }
      accept(result.value);
    }
  };

  pull().catch((error: unknown) => {
    if (turn.ended) {
      onLateError(error);
      return;
    }
    reporter.problem("agent-failed", "the agent threw; the caller hears the fallback line", error);
    complete("failed", task.fallback);
  });

  return turn;
}

function describe(output: unknown): string {
  return output === null ? "null" : Array.isArray(output) ? "an array" : `a value of type ${typeof output}`;
}

/** The begin message: said once per call, however often the platform connects. */
import { type Clock, withResolver } from "../internal/index.ts";
import type { ResponseEvent } from "../protocol/index.ts";
import type { Agent, Call } from "./agent.ts";
import type { ResolvedSessionOptions } from "./options.ts";
import { type RunningTurn, runTurn, type TurnDependencies, type TurnTask } from "./turn.ts";

export interface Greeting {
  /** `call_details` came: a greeting that waits for them goes on. */
  detailsArrived(): void;
  /** The answer under way, if the greeting is not just a string. */
  readonly turn: RunningTurn | undefined;
}

export interface GreetingTask {
  readonly agent: Agent;
  readonly call: Call;
  readonly options: ResolvedSessionOptions;
  readonly onEnd: TurnTask["onEnd"];
}

/** The begin message as one event; with empty content the caller speaks first. */
export function beginMessage(content: string): ResponseEvent {
  return { response_type: "response", response_id: 0, content, content_complete: true, end_call: false };
}

export function startGreeting(dependencies: TurnDependencies, task: GreetingTask): Greeting {
  const { agent, call, options } = task;
  const { greeting } = agent;
  if (typeof greeting !== "function") {
    const content = greeting ?? "";
    dependencies.outbox.send(beginMessage(content));
    task.onEnd("completed", { firstSpeechMs: content === "" ? undefined : 0, totalMs: 0 }, content.length);
    return { detailsArrived: () => undefined, turn: undefined };
  }
  const waits = options.greetAfterCallDetails && agent.config?.call_details === true;
  const details = waits ? waitForDetails(dependencies.clock, options.callDetailsTimeoutMs) : undefined;
  const turn = runTurn(dependencies, {
    responseId: 0,
    start: async () => {
      await details?.arrived;
      const content: unknown = await greeting.call(agent, call);
      return typeof content === "string"
        ? content
        : content === null || content === undefined
          ? ""
          : [content as string];
    },
    fallback: options.fallbackGreeting,
    idleTimeoutMs: options.greetingTimeoutMs,
    totalTimeoutMs: options.greetingTimeoutMs,
    onEnd: (...outcome) => {
      details?.stop();
      task.onEnd(...outcome);
    },
  });
  return { detailsArrived: () => details?.stop(), turn };
}

/** Settles when told to, or after the time is up. */
function waitForDetails(clock: Clock, timeoutMs: number): { arrived: Promise<void>; stop: () => void } {
  const { promise: arrived, resolve: settle } = withResolver();
  const timer = clock.setTimeout(settle, timeoutMs);
  return {
    arrived,
    stop() {
      clock.clearTimeout(timer);
      settle();
    },
  };
}

/** Places one call for a test, runs it to its end, and gives back the platform's report of it. */
import { ReparteeError } from "../errors.ts";
import { type Clock, createVirtualClock, realClock, type VirtualClock } from "../internal/index.ts";
import {
  type CallEvent,
  type CallReport,
  type PlatformCall,
  type PlatformCallOptions,
  startCall,
  withNotes,
} from "../platform/index.ts";
import type { Agent, SessionObserver, SessionOptions } from "../session/index.ts";
import { createAgentDialer } from "./agent-dialer.ts";
import { keepNotes } from "./note-keeper.ts";
import { keepThrown } from "./thrown-by-agent.ts";

interface AnyCallOptions extends Omit<PlatformCallOptions, "url" | "dial" | "onListenerError"> {
  /** Follows the call while it runs, and may act on it. What it throws ends the call and fails the test. */
  readonly onEvent?: (event: CallEvent, call: PlatformCall) => void;
}

/** Calls an agent in this process: no server, no network. */
export interface AgentCallOptions extends AnyCallOptions {
  readonly agent: Agent;
  /** How the agent's side of the call behaves. */
  readonly session?: SessionOptions;
  /** Watches the agent's side: its turns and problems, and what it tells of its models and tools. */
  readonly observer?: SessionObserver;
  /**
   * With a virtual clock a call of minutes takes milliseconds, and the same seed gives the same call. An agent that
   * waits for anything real, such as a model, needs `realClock`: virtual time would run out on it.
   * @default a virtual clock of its own
   */
  readonly clock?: Clock;
  readonly url?: undefined;
}

/** Calls any server, in any language. */
export interface UrlCallOptions extends AnyCallOptions, Pick<PlatformCallOptions, "url" | "dial"> {
  readonly agent?: undefined;
  readonly session?: undefined;
  readonly observer?: undefined;
}

export type PlaceCallOptions = AgentCallOptions | UrlCallOptions;

/** Where an agent in this process is dialled: a name that leads nowhere. */
const inProcessUrl = "ws://agent.invalid/llm-websocket";

/**
 * Resolves when the call has ended, for whatever reason. A virtual clock is run for as long as that takes.
 *
 * @throws ReparteeError `bad-option` for options that cannot be used; and whatever `onEvent` threw.
 *
 * @example
 * const report = await placeCall({ agent, caller: scriptedCaller(["When are you open?"]) });
 * expect(report).toHaveSaid("from nine to five");
 */
export async function placeCall(options: PlaceCallOptions): Promise<CallReport> {
  const { agent, session, observer = {}, url, onEvent, ...platformOptions } = options;
  if ((agent === undefined) === (url === undefined)) {
    throw new ReparteeError("bad-option", "placeCall: give either the agent or the url of a server");
  }
  const clock = options.clock ?? (agent === undefined ? realClock : createVirtualClock());
  const kept = keepNotes(clock, observer);
  const dialer =
    agent === undefined
      ? undefined
      : createAgentDialer({ agent, clock, observer: kept.observer, ...(session && { session }) });
  const failures: unknown[] = [];
  const call = startCall({
    ...platformOptions,
    url: url ?? inProcessUrl,
    clock,
    ...(dialer && { dial: dialer.dial }),
    onListenerError(error) {
      failures.push(error);
      call.hangUp();
    },
  });
  if (onEvent !== undefined) call.on((event) => onEvent(event, call));

  const end = async (): Promise<CallReport> => {
    const report = await call.report;
    // The goodbye is still on its way to the agent.
    await new Promise<void>((resolve) => clock.defer(resolve));
    dialer?.close();
    // And the agent tells what became of the answer that was under way.
    await new Promise<void>((resolve) => clock.defer(resolve));
    if (failures.length > 0) throw failures[0];
    const noted = withNotes(report, kept.notes);
    keepThrown(noted, kept.thrown);
    return noted;
  };
  return isVirtual(clock) ? clock.runUntil(end()) : end();
}

function isVirtual(clock: Clock): clock is VirtualClock {
  return "runUntil" in clock;
}

/** Runs one simulated call to its end in virtual time, and keeps everything that can be looked at. */
import {
  type CallEvent,
  type Caller,
  type CallerStep,
  type CallReport,
  type FindingCode,
  type PlatformCall,
  type PlatformCallOptions,
  scriptedCaller,
  startCall,
} from "repartee/platform";
import { createVirtualClock, type VirtualClock } from "../../src/internal/index.ts";
import { createMemoryServer, type MemoryServer, type MemoryServerScript } from "./memory-server.ts";

export interface RunOptions extends Partial<Omit<PlatformCallOptions, "caller" | "dial" | "clock">> {
  server: MemoryServerScript | ((clock: VirtualClock) => MemoryServerScript);
  caller: Caller | readonly (CallerStep | string)[];
  /** Called right after the call was placed. */
  during?: (call: PlatformCall, clock: VirtualClock) => void;
}

export interface FinishedCall {
  readonly report: CallReport;
  readonly events: CallEvent[];
  readonly server: MemoryServer;
  readonly clock: VirtualClock;
}

export async function runCall({ server: script, caller, during, ...options }: RunOptions): Promise<FinishedCall> {
  const clock = createVirtualClock();
  const server = createMemoryServer(clock, typeof script === "function" ? script(clock) : script);
  const events: CallEvent[] = [];
  const call = startCall({
    url: "ws://agent.test/llm-websocket",
    ...options,
    dial: server.dial,
    clock,
    caller: "start" in caller ? caller : scriptedCaller(caller),
  });
  call.on((event) => events.push(event));
  during?.(call, clock);
  const report = await clock.runUntil(call.report);
  await clock.settle();
  return { report, events, server, clock };
}

/** The codes that were found, each once, in order. */
export function foundCodes(report: CallReport): FindingCode[] {
  return [...new Set(report.findings.map(({ code }) => code))];
}

/** The events of one type. */
export function eventsOf<Type extends CallEvent["type"]>(
  events: readonly CallEvent[],
  type: Type,
): Extract<CallEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<CallEvent, { type: Type }> => event.type === type);
}

/** Places a call to a server, as the platform would. */

import { withResolver } from "../internal/index.ts";
import { Engine } from "./engine.ts";
import type { CallEvent, CallState } from "./events.ts";
import { Ledger } from "./ledger.ts";
import { type PlatformCallOptions, resolveCallOptions } from "./options.ts";
import { Reentry } from "./reentry.ts";
import type { CallReport } from "./report.ts";

/** A call that was placed. Disposing of it hangs up and waits for the end. */
export interface PlatformCall extends AsyncDisposable {
  readonly callId: string;
  /** What is dialled, call id included. */
  readonly url: string;
  readonly state: CallState;
  /** Resolves when the call has ended, for whatever reason; never rejects. */
  readonly report: Promise<CallReport>;
  /** Follows the call. A listener that was added right away misses nothing. Returns how to take it off again. */
  on(listener: (event: CallEvent) => void): () => void;
  /** Ends the call as the caller would. */
  hangUp(): void;
  /** Breaks the connection as a network would: the platform dials again. */
  drop(): void;
}

/**
 * Dials `{url}/{call id}` and holds the call until either side ends it. The dial begins after the current tick, so
 * that listeners can be added first.
 *
 * @throws ReparteeError `bad-option` for options that cannot be used.
 *
 * @example
 * const call = startCall({ url: "ws://localhost:3000/llm-websocket", caller: scriptedCaller(["Hello?", "Goodbye."]) });
 * call.on((event) => event.type === "agent-word" && process.stdout.write(event.text));
 * const { findings } = await call.report;
 */
export function startCall(options: PlatformCallOptions): PlatformCall {
  const resolved = resolveCallOptions(options);
  const reentry = new Reentry(resolved.clock);
  const ledger = new Ledger(resolved.clock, reentry, resolved.onListenerError);
  const { promise: report, resolve: resolveReport } = withResolver<CallReport>();
  const engine = new Engine(resolved, ledger, reentry, resolveReport);
  resolved.clock.defer(() => engine.open());
  return {
    callId: resolved.callId,
    url: resolved.url,
    get state() {
      return engine.state;
    },
    report,
    on: (listener) => ledger.on(listener),
    hangUp: () => reentry.act(() => engine.end("user_hangup")),
    drop: () => reentry.act(() => engine.drop()),
    async [Symbol.asyncDispose]() {
      reentry.act(() => engine.end("user_hangup"));
      await report;
    },
  };
}

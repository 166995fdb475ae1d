/** One call, across every connection that the platform makes for it: dispatch only. */
import type { Clock } from "../internal/index.ts";
import {
  type Body,
  type CallDetails,
  type Close,
  decodePlatformFrame,
  encodeEvent,
  type FrameProblem,
  type PlatformFrame,
} from "../protocol/index.ts";
import type { Agent, Turn } from "./agent.ts";
import { createCall } from "./call.ts";
import { createConnections } from "./connections.ts";
import type { CallEndReason, SessionObserver } from "./events.ts";
import { beginMessage, type Greeting, startGreeting } from "./greeting.ts";
import { createLazyAbort } from "./lazy-abort.ts";
import type { ResolvedSessionOptions } from "./options.ts";
import { createReporter } from "./problems.ts";
import { createRequests } from "./requests.ts";
import type { SessionSocket } from "./socket.ts";
import { createTranscriptLog } from "./transcript-log.ts";
import { type RunningTurn, runTurn } from "./turn.ts";
import { createTurnView, createUpdateView } from "./views.ts";

export interface SessionDependencies {
  readonly callId: string;
  /** Asked anew at every greeting, turn and update, so that a reloaded agent takes over at the next one. */
  readonly agent: () => Agent;
  readonly clock: Clock;
  readonly options: ResolvedSessionOptions;
  readonly observer: SessionObserver;
  /** Called once, when the call is over and nothing of it runs any more. */
  readonly onEnded: () => void;
}

/** One connection of the call: feed it what its socket receives. */
export interface Connection {
  /** A frame came in. The bytes must not change afterwards: they may be kept until they are read. */
  receive(bytes: Uint8Array, isBinary: boolean): void;
  /** The socket is closed; `code` is what this side saw (1005, 1006 and the like included). */
  closed(code: number): void;
}

export interface Session {
  readonly callId: string;
  readonly ended: boolean;
  /** The platform dialled: greets on the first connection, goes on with the call on later ones. */
  attach(socket: SessionSocket): Connection;
  /**
   * Lets go of the call because this server stops: breaks the connection (1006), so that the platform dials again
   * elsewhere, and ends everything here.
   */
  release(): void;
}

export function createSession(dependencies: SessionDependencies): Session {
  const { callId, clock, options } = dependencies;
  const startedAtMs = clock.now();
  const abort = createLazyAbort();
  const reporter = createReporter(callId, dependencies.observer);
  const connections = createConnections({ clock, options, reporter, onGone: (reason) => end(reason) });
  const { outbox } = connections;
  const transcripts = createTranscriptLog(reporter, () => onBadJson("found on reading the transcript"));
  const requests = createRequests();
  const running = { clock, outbox, reporter };
  let details: CallDetails | undefined;
  let greeting: Greeting | undefined;
  let current: RunningTurn | undefined;

  const call = createCall({
    id: callId,
    signal: abort.signal,
    details: () => details,
    transcript: () => transcripts.newest(),
    send(event) {
      if (session.ended) return;
      try {
        outbox.send(event);
      } catch (error) {
        // An object that JSON cannot hold must not bring down the process from some timer of the agent's.
        reporter.problem("bad-output", `the ${event.response_type} could not be sent as JSON`, error);
      }
    },
    cutShort: () => current?.cutShort(),
    note: (note) => reporter.event({ type: "agent-noted", note }),
  });

  const attach = (next: SessionSocket): Connection => {
    connections.attach(next);
    const isFirst = connections.count === 1;
    if (isFirst) reporter.event({ type: "call-started" });
    reporter.event({ type: "socket-attached", connection: connections.count });
    const agent = dependencies.agent();
    if (agent.config !== undefined && Object.values(agent.config).some((value) => value === true)) {
      outbox.send({ response_type: "config", config: agent.config });
    }
    if (isFirst) greet(agent);
    else {
      requests.reconnected();
      // The platform may hold all speech back until a begin message; an empty one says nothing twice.
      if (greeting?.turn?.ended !== false) outbox.send(beginMessage(""));
    }
    outbox.flush();
    return {
      receive: (bytes, isBinary) => {
        if (connections.socket === next && !session.ended) receive(bytes, isBinary);
      },
      closed: (code) => {
        if (connections.socket === next && !session.ended) connections.closed(code);
      },
    };
  };

  const greet = (agent: Agent): void => {
    greeting = startGreeting(running, {
      agent,
      call,
      options,
      onEnd: (outcome, timing) => {
        if (outcome === "withdrawn" || outcome === "call-ended") return;
        reporter.event({ type: "greeted", afterMs: timing.totalMs, outcome });
      },
    });
    current = greeting.turn;
  };

  const receive = (bytes: Uint8Array, isBinary: boolean): void => {
    reporter.received(bytes);
    if (isBinary) {
      reporter.problem("binary-message", "a binary message came in; the connection is closed as the guide does");
      closeFor(options.binaryMessageClose);
      return;
    }
    const frame = decodePlatformFrame(bytes);
    switch (frame.type) {
      case "ping_pong":
        answerPing(frame.timestamp);
        return;
      case "update_only":
        onUpdate(frame.body);
        return;
      case "response_required":
      case "reminder_required":
        onRequest(frame);
        return;
      case "call_details":
        if (frame.problem !== undefined) onProblem(frame.problem);
        details = frame.call;
        greeting?.detailsArrived();
        return;
      case "problem":
        onProblem(frame.problem);
        return;
    }
  };

  const answerPing = (timestamp: number): void => {
    connections.alive();
    outbox.sendNow(encodeEvent({ response_type: "ping_pong", timestamp }));
  };

  const onUpdate = (body: Body): void => {
    transcripts.keep(body);
    const agent = dependencies.agent();
    if (agent.onUpdate === undefined) return;
    try {
      agent.onUpdate(createUpdateView(call, body, transcripts));
    } catch (error) {
      reporter.problem("agent-failed", "the agent's onUpdate threw", error);
    }
  };

  const onRequest = (frame: Extract<PlatformFrame, { responseId: number }>): void => {
    const { responseId, body } = frame;
    const isRunning = current?.responseId === responseId && !current.ended;
    const verdict = requests.judge(responseId, isRunning);
    if (verdict === "stale-request" || verdict === "duplicate-request") {
      reporter.problem(verdict, `request ${responseId} is not answered`);
      return;
    }
    transcripts.keep(body);
    if (verdict === "running") return;
    current?.withdraw("withdrawn");
    startTurn(responseId, frame.type === "reminder_required" ? "reminder" : "response", body);
  };

  const startTurn = (responseId: number, reason: Turn["reason"], body: Body): void => {
    reporter.event({ type: "turn-started", responseId, reason });
    const turn = runTurn(running, {
      responseId,
      start: (signal) => {
        const agent = dependencies.agent();
        const view = createTurnView({ call, responseId, reason, signal }, body, transcripts);
        return reason === "reminder" && agent.remind !== undefined ? agent.remind(view) : agent.respond(view);
      },
      fallback: options.fallbackResponse,
      idleTimeoutMs: options.agentIdleTimeoutMs,
      totalTimeoutMs: options.turnTimeoutMs,
      onEnd: (outcome, timing, characters) => {
        // The turn holds its transcript, so it is let go as soon as it is over.
        if (current === turn) current = undefined;
        reporter.event({ type: "turn-ended", responseId, outcome, characters, ...timing });
      },
    });
    current = turn;
  };

  const onProblem = ({ code, message, type }: FrameProblem): void => {
    if (code === "bad-json") {
      onBadJson(message);
      return;
    }
    reporter.problem(code, type === undefined ? message : `${type}: ${message}`);
    // A keep-alive without a usable time still asks whether anybody is there.
    if (type === "ping_pong") answerPing(clock.now());
  };

  const onBadJson = (message: string): void => {
    reporter.problem("bad-json", message);
    if (options.onBadJson !== "ignore" && !session.ended) closeFor(options.onBadJson);
  };

  const closeFor = (close: Close): void => {
    const closing = connections.socket;
    end("bad-input");
    closing?.close(close.code, close.reason);
  };

  const end = (reason: CallEndReason): void => {
    if (session.ended) return;
    session.ended = true;
    connections.release();
    current?.withdraw("call-ended");
    abort.abort(`the call is over: ${reason}`);
    try {
      dependencies.agent().onCallEnd?.(call);
    } catch (error) {
      reporter.problem("agent-failed", "the agent's onCallEnd threw", error);
    }
    reporter.event({ type: "call-ended", reason, durationMs: clock.now() - startedAtMs });
    dependencies.onEnded();
  };

  const session = {
    callId,
    ended: false,
    attach,
    release(): void {
      const released = connections.socket;
      end("server-stopped");
      released?.terminate();
    },
  };
  return session;
}

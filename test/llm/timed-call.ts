/** One call of an agent in virtual time, without a platform: what it sends, and when. */
import { createVirtualClock, type VirtualClock } from "../../src/internal/index.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import {
  type Agent,
  type AgentNote,
  createSession,
  resolveSessionOptions,
  type SessionEvent,
} from "../../src/session/index.ts";
import { createScriptedSocket } from "../../src/testing/scripted-socket.ts";

export interface TimedFrame {
  /** Since the request, in ms. */
  readonly atMs: number;
  readonly responseId: number;
  readonly content: string;
  readonly isComplete: boolean;
  readonly endsCall: boolean;
  readonly transferNumber: string | undefined;
  readonly digits: string | undefined;
}

export interface TimedCall {
  readonly clock: VirtualClock;
  readonly notes: AgentNote[];
  /** Codes of what the session found wrong. */
  readonly problems: string[];
  /** The answer to this request so far. */
  framesOf(responseId: number): TimedFrame[];
  /** What was said in answer to this request so far. */
  said(responseId: number): string;
  /** Tells how far the conversation has come. */
  update(transcript: Utterance[]): void;
  /** Asks, without waiting. */
  ask(responseId: number, transcript?: Utterance[]): void;
  remind(responseId: number): void;
  /** Asks, and waits until the answer is complete, at most for a minute. */
  answer(responseId: number, transcript?: Utterance[]): Promise<string>;
  hangUp(): void;
}

export async function timedCall(
  makeAgent: (clock: VirtualClock) => Agent,
  details: Record<string, unknown> = {},
): Promise<TimedCall> {
  const clock = createVirtualClock();
  const notes: AgentNote[] = [];
  const problems: string[] = [];
  const frames: TimedFrame[] = [];
  const askedAtMs = new Map<number, number>();
  const agent = makeAgent(clock);
  const onEvent = (_callId: string, event: SessionEvent): void => {
    if (event.type === "agent-noted") notes.push(event.note);
    if (event.type === "problem") problems.push(event.code);
  };
  const session = createSession({
    callId: "call-1",
    agent: () => agent,
    clock,
    options: resolveSessionOptions(),
    observer: { onEvent },
    onEnded: () => undefined,
  });
  const socket = createScriptedSocket();
  const { send } = socket;
  socket.send = (text) => {
    send.call(socket, text);
    const event = JSON.parse(text);
    if (event.response_type !== "response") return;
    frames.push({
      atMs: clock.now() - (askedAtMs.get(event.response_id) ?? clock.now()),
      responseId: event.response_id,
      content: event.content,
      isComplete: event.content_complete,
      endsCall: event.end_call === true,
      transferNumber: event.transfer_number,
      digits: event.digit_to_press,
    });
  };
  const connection = session.attach(socket);
  const receive = (event: object): void => connection.receive(new TextEncoder().encode(JSON.stringify(event)), false);
  const request = (type: string, responseId: number, transcript: Utterance[]): void => {
    askedAtMs.set(responseId, clock.now());
    receive({ interaction_type: type, response_id: responseId, transcript });
  };
  receive({ interaction_type: "call_details", call: { call_id: "call-1", call_type: "web_call", ...details } });
  await clock.advance(10);
  const call: TimedCall = {
    clock,
    notes,
    problems,
    framesOf: (responseId) => frames.filter((frame) => frame.responseId === responseId),
    said: (responseId) =>
      call
        .framesOf(responseId)
        .map(({ content }) => content)
        .join("")
        .trim(),
    update: (transcript) => receive({ interaction_type: "update_only", transcript }),
    ask: (responseId, transcript = [{ role: "user", content: "Hello?" }]) =>
      request("response_required", responseId, transcript),
    remind: (responseId) => request("reminder_required", responseId, [{ role: "user", content: "Hello?" }]),
    async answer(responseId, transcript) {
      call.ask(responseId, transcript);
      for (let waited = 0; waited < 600; waited += 1) {
        if (call.framesOf(responseId).some(({ isComplete }) => isComplete)) break;
        await clock.advance(100);
      }
      return call.said(responseId);
    },
    hangUp: () => connection.closed(1000),
  };
  return call;
}

/** A call with keep-alives where they are most easily forgotten: before anything is asked, and amid a long answer. */
import { watchOwnLag } from "../calls/own-lag.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";
import { longQuestion } from "../judges/expected-answer.ts";
import { acceptedPongs, type Ping, pingsOf } from "../judges/ping-pong.ts";

export interface PingedCall {
  readonly call: ProbeCall;
  /** How late this process itself was at most, in ms: as much may be missing from what the server took. */
  readonly lagMs: number;
  /** Whether the server answered before anything was asked, and within the platform's patience. */
  readonly isAliveAtOnce: boolean;
  /** In order, by when they were sent; none when the server did not ask for them. */
  readonly beforeRequest: readonly Ping[];
  readonly whileAnswering: readonly Ping[];
  readonly afterAnswer: readonly Ping[];
}

export async function pingedCall(context: CheckContext): Promise<PingedCall> {
  const { answerTimeoutMs, pingTimeoutMs, quietMs } = context.settings;
  using lag = watchOwnLag(context.clock);
  const call = await context.placeCall();
  await call.greeting();
  if (!call.config.auto_reconnect) {
    return { call, lagMs: 0, isAliveAtOnce: false, beforeRequest: [], whileAnswering: [], afterAnswer: [] };
  }
  const indexNow = (): number => call.frames.length;
  const allAnswered = (): boolean => acceptedPongs(call.frames).length >= pingsOf(call.frames).length;
  const isAliveAtOnce = await call.until(() => acceptedPongs(call.frames).length > 0, pingTimeoutMs);

  const askedAt = indexNow();
  const id = call.request(longQuestion);
  ping(context, call);
  await call.until(() => call.answerSoFar(id).parts.length > 0, answerTimeoutMs);
  if (!call.answerSoFar(id).isComplete) ping(context, call);
  await call.answer(id);
  const answeredAt = indexNow();
  await call.until(allAnswered, pingTimeoutMs);

  const restedAt = indexNow();
  ping(context, call);
  await call.until(allAnswered, pingTimeoutMs);
  await call.until(() => false, quietMs);
  const between = (from: number, to = Number.POSITIVE_INFINITY): Ping[] =>
    pingsOf(call.frames).filter(({ frame }) => frame.index >= from && frame.index < to);
  return {
    call,
    lagMs: lag.mostMs,
    isAliveAtOnce,
    beforeRequest: between(0, askedAt),
    whileAnswering: between(askedAt, answeredAt),
    // The last ones may have had no time to be answered.
    afterAnswer: between(restedAt).slice(0, 1),
  };
}

/** Besides those that are sent every two seconds: they seldom meet the moment. */
function ping({ clock }: CheckContext, call: ProbeCall): void {
  const sent = new Set(pingsOf(call.frames).map(({ timestamp }) => timestamp));
  let timestamp = Math.round(clock.now());
  while (sent.has(timestamp)) timestamp += 1;
  call.sendText(JSON.stringify({ interaction_type: "ping_pong", timestamp }));
}

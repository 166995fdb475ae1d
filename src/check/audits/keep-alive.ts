/** Keep-alives: by them the platform knows that the connection lives. */
import { type Audit, CouldNotTell, fails, holds, notApplicable, type Verdict } from "../audit.ts";
import { watchOwnLag } from "../calls/own-lag.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";
import { conversation } from "../exercises/conversation.ts";
import { type PingedCall, pingedCall } from "../exercises/pinged-call.ts";
import { acceptedPongs, nextSignOfLife, type Ping, pingsOf } from "../judges/ping-pong.ts";

const source = "ping_pong";
const unasked = "it did not ask for keep-alives by auto_reconnect in its config";

/** Round trips above this part of the platform's patience are noted as late: 2 s of 5. */
const lateShare = 0.4;

type Pinged = Pick<PingedCall, "call" | "lagMs">;

/** @returns undefined when the server did not ask for keep-alives. */
async function pinged(context: CheckContext): Promise<PingedCall | undefined> {
  const seen = await context.share(pingedCall);
  return pingsOf(seen.call.frames).length === 0 ? undefined : seen;
}

/** The first of these that brought no sign of life within the platform's patience. */
function unanswered({ settings }: CheckContext, { call, lagMs }: Pinged, pings: readonly Ping[]): Ping | undefined {
  return pings.find((ping) => {
    const sign = nextSignOfLife(call.frames, ping);
    return sign === undefined || sign.atMs - ping.frame.atMs - lagMs > settings.pingTimeoutMs;
  });
}

/** @param when is said of a keep-alive that was not answered: "before anything was asked". */
function judgePings(context: CheckContext, seen: Pinged, pings: readonly Ping[], when: string): Verdict {
  const lost = unanswered(context, seen, pings);
  if (lost === undefined) return holds();
  const { call } = seen;
  const sign = nextSignOfLife(call.frames, lost);
  const late =
    sign === undefined ? "was not answered" : `was answered after ${Math.round(sign.atMs - lost.frame.atMs)} ms`;
  const readings = call.frames.filter(({ type, direction }) => type === "ping_pong" && direction === "from-server");
  return fails(`a keep-alive ${when} ${late}; ${patienceOf(context)}`, {
    sent: lost.frame.text,
    received: sign?.text ?? readings[0]?.text ?? "nothing",
    frames: call.frames.filter(({ index }) => index >= lost.frame.index),
  });
}

function patienceOf({ settings }: CheckContext): string {
  return `the platform waits ${settings.pingTimeoutMs / 1_000} s`;
}

/** @throws CouldNotTell when keep-alives are not answered even while nothing else is to be done. */
function requireIdleAnswers(context: CheckContext, seen: PingedCall): void {
  const { afterAnswer } = seen;
  if (afterAnswer.length === 0) throw new CouldNotTell("the connection was closed before it could be tried");
  if (unanswered(context, seen, afterAnswer) !== undefined) throw new CouldNotTell("it does not answer keep-alives");
}

export const keepAliveAudits: readonly Audit[] = [
  {
    id: "keep-alive-answered",
    group: "keep-alive",
    level: "MUST",
    title: "Answers each keep-alive within 5 s",
    why: "The platform gives the connection up and dials again, twice; then the call ends as lost.",
    advice: "Answer each ping_pong at once with one of your own, or leave auto_reconnect out of config.",
    source,
    async run(context) {
      const seen = await pinged(context);
      if (seen === undefined) return notApplicable(unasked);
      if (seen.afterAnswer.length === 0) throw new CouldNotTell("the connection was closed before it could be tried");
      return judgePings(context, seen, seen.afterAnswer, "between two turns");
    },
  },
  {
    id: "keep-alive-at-once",
    group: "keep-alive",
    level: "MUST",
    title: "Answers keep-alives from the first moment, before anything was asked",
    why: "A caller who listens for 5 s before they speak loses the connection, and then the call.",
    advice: "Take messages as soon as the connection is open, not only when the greeting or the first answer is made.",
    source,
    async run(context) {
      const seen = await pinged(context);
      if (seen === undefined) return notApplicable(unasked);
      requireIdleAnswers(context, seen);
      if (seen.isAliveAtOnce) return holds();
      return fails(`no keep-alive was answered before the first request; ${patienceOf(context)}`, {
        sent: seen.beforeRequest[0]?.frame.text ?? "",
        received: "nothing",
        frames: seen.beforeRequest.map(({ frame }) => frame),
      });
    },
  },
  {
    id: "keep-alive-while-answering",
    group: "keep-alive",
    level: "MUST",
    title: "Answers keep-alives while an answer is being made",
    why: "The connection is given up in the middle of an answer, and the caller hears it break off.",
    advice: "Never wait for a model or a tool in the handler of messages: start it, and go on reading.",
    source: "Timing",
    async run(context) {
      const seen = await pinged(context);
      if (seen === undefined) return notApplicable(unasked);
      requireIdleAnswers(context, seen);
      return judgePings(context, seen, seen.whileAnswering, "in the middle of an answer");
    },
  },
  {
    id: "keep-alive-prompt",
    group: "keep-alive",
    level: "SHOULD",
    title: "Answers keep-alives within 2 s",
    why: "After 5 s the connection is given up: so late an answer is close to it, and tells of a server that is blocked.",
    advice: "Answer ping_pong before any other work, and keep long computations out of the process that talks.",
    source: "Timing",
    async run(context) {
      const seen = await pinged(context);
      if (seen === undefined) return notApplicable(unasked);
      const { frames } = seen.call;
      const { pingTimeoutMs } = context.settings;
      const pings = [...seen.whileAnswering, ...seen.afterAnswer];
      const isLost = pings.length === 0 || unanswered(context, seen, pings) !== undefined;
      if (isLost) throw new CouldNotTell("it does not answer all keep-alives in time");
      const answered = pings.flatMap((ping) => {
        const sign = echoOf(seen.call, ping) ?? nextSignOfLife(frames, ping);
        return sign === undefined ? [] : [{ ping, sign, ms: Math.round(sign.atMs - ping.frame.atMs) }];
      });
      const slowest = answered.reduce((slower, other) => (other.ms > slower.ms ? other : slower));
      if (slowest.ms - seen.lagMs <= pingTimeoutMs * lateShare) return holds(`within ${slowest.ms} ms`);
      return fails(`a keep-alive was answered after ${slowest.ms} ms`, {
        sent: slowest.ping.frame.text,
        received: slowest.sign.text,
        frames: frames.filter(({ index }) => index >= slowest.ping.frame.index && index <= slowest.sign.index),
      });
    },
  },
  {
    id: "keep-alive-echo",
    group: "keep-alive",
    level: "SHOULD",
    title: "Returns the timestamp of the platform's keep-alive",
    why: "From it the platform measures the way to the server: the latency in the call's record is wrong.",
    advice: "Copy timestamp from the message that is answered, as the integer that it is.",
    source,
    async run(context) {
      const seen = await pinged(context);
      if (seen === undefined) return notApplicable(unasked);
      const { frames } = seen.call;
      const pongs = acceptedPongs(frames);
      if (pongs.length === 0) throw new CouldNotTell("it does not answer keep-alives");
      const pings = pingsOf(frames);
      if (pings.some((ping) => echoOf(seen.call, ping) !== undefined)) return holds();
      return fails(`none of its ${pongs.length} keep-alives has a timestamp of the platform's`, {
        sent: pings[0]?.frame.text ?? "",
        received: pongs[0]?.frame.text ?? "",
        frames: frames.filter(({ type }) => type === "ping_pong"),
      });
    },
  },
  {
    id: "keep-alive-once",
    group: "keep-alive",
    level: "SHOULD",
    title: "Answers each keep-alive once",
    why: "Two answers to one keep-alive tell of a second handler, which will answer requests twice as well.",
    advice: "Send one ping_pong for each that arrives; look for a listener that was added twice.",
    source,
    async run(context) {
      const seen = await pinged(context);
      if (seen === undefined) return notApplicable(unasked);
      const { frames } = seen.call;
      const pings = pingsOf(frames);
      const pongs = acceptedPongs(frames);
      const count = (of: readonly Ping[], wanted: number): number =>
        of.filter(({ timestamp }) => timestamp === wanted).length;
      const twice = pings.find(({ timestamp }) => count(pongs, timestamp) > count(pings, timestamp));
      if (twice === undefined) return holds();
      const same = pongs.filter(({ timestamp }) => timestamp === twice.timestamp);
      return fails(`a keep-alive was answered ${same.length} times`, {
        sent: twice.frame.text,
        received: same[0]?.frame.text ?? "",
        frames: [twice, ...same].map(({ frame }) => frame),
      });
    },
  },
  {
    id: "keep-alive-unasked",
    group: "keep-alive",
    level: "MAY",
    title: "Sends keep-alives only as answers",
    why: "Others are taken for signs of life, or dropped when config did not ask for them; nothing is lost but traffic.",
    advice: "Leave out timers of your own: the platform keeps the connection alive when config asks for it.",
    source,
    async run(context) {
      const [ordinary, seen] = [await context.share(conversation), await pinged(context)];
      const { frames } = seen?.call ?? ordinary.call;
      const sent = frames.filter(({ type, direction }) => type === "ping_pong" && direction === "from-server");
      const stamps = new Set(pingsOf(frames).map(({ timestamp }) => timestamp));
      const strange = acceptedPongs(frames).filter(({ timestamp }) => !stamps.has(timestamp));
      if (seen === undefined && sent.length > 0) {
        return fails(`${sent.length} keep-alives came, although config did not ask for auto_reconnect`, {
          frames: sent,
        });
      }
      // A server that returns no timestamp at all still answers each one.
      if (strange.length === 0 || acceptedPongs(frames).length <= pingsOf(frames).length) return holds();
      return fails(`${strange.length} keep-alives were answers to none of the platform's`, {
        frames: strange.map(({ frame }) => frame),
      });
    },
  },
  {
    id: "keep-alive-after-reconnect",
    group: "keep-alive",
    level: "MUST",
    title: "Answers keep-alives on a later connection of the call, too",
    why: "The call that was just saved is given up again after 5 s, and after the second time for good.",
    advice: "Tie the answer to the connection on which the keep-alive came, not to the call's first one.",
    source,
    async run(context) {
      const seen = await pinged(context);
      if (seen === undefined) return notApplicable(unasked);
      requireIdleAnswers(context, seen);
      if (!seen.isAliveAtOnce) throw new CouldNotTell("it does not answer keep-alives before it was asked something");
      const { greetingTimeoutMs, pingTimeoutMs } = context.settings;
      using lag = watchOwnLag(context.clock);
      const call = await context.placeCall();
      await call.greeting();
      call.drop();
      await call.until(() => call.closed !== undefined, greetingTimeoutMs);
      await call.reconnect();
      const onSecond = (): Ping[] => pingsOf(call.frames).filter(({ frame }) => frame.socketIndex === 1);
      if (!(await call.until(() => onSecond().length > 0, greetingTimeoutMs))) {
        throw new CouldNotTell("it did not ask for keep-alives on the second connection");
      }
      await call.until(() => nextSignOfLife(call.frames, onSecond()[0] as Ping) !== undefined, pingTimeoutMs);
      return judgePings(context, { call, lagMs: lag.mostMs }, onSecond().slice(0, 1), "after a reconnection");
    },
  },
];

function echoOf({ frames }: ProbeCall, { timestamp, frame: ping }: Ping) {
  return acceptedPongs(frames).find((pong) => pong.timestamp === timestamp && pong.frame.index > ping.index)?.frame;
}

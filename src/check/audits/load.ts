/** Load: many calls at the same time. */
import { type Audit, CouldNotTell, couldNotTell, fails, holds, type Verdict } from "../audit.ts";
import { judgeNextCall } from "../calls/next-call.ts";
import type { CheckContext } from "../context.ts";
import { type CrowdMember, crowd } from "../exercises/crowd.ts";

/** Times as long as alone: a server that answers its calls one after the other is slower than this. */
const mostTimesSlower = 5;

export const loadAudits: readonly Audit[] = [
  {
    id: "load-answered",
    group: "load",
    level: "MUST",
    title: "Greets and answers every one of many calls at the same time",
    why: "The callers whom it does not keep up with hear silence, or are not connected at all.",
    advice:
      "Keep what belongs to a call with its connection, let nothing wait in the message handler, and raise limits on connections and on your model.",
    source: "ours",
    phase: "disturb",
    heavy: true,
    async run(context) {
      const { alone, members } = await context.share(crowd);
      if (alone.parts.length === 0) throw new CouldNotTell("one call alone was not answered either");
      const failed = members.filter((member) => !isServed(member, alone.isComplete));
      const [first] = failed;
      if (first === undefined) return holds(`${members.length} calls`);
      return fails(`${failed.length} of ${members.length} calls ${fateOf(first, context)}`, {
        sent: `${members.length} calls, and a request on each`,
        received: `${members.length - failed.length} answers`,
        frames: first.call?.frames ?? [],
      });
    },
  },
  {
    id: "load-own-answers",
    group: "load",
    level: "MUST",
    title: "Answers each call on its own connection",
    why: "A caller hears what was said to somebody else, names and numbers included.",
    advice: "Send an answer on the connection that asked for it; keep no caller's words in variables that calls share.",
    source: "Roles and endpoint",
    phase: "disturb",
    heavy: true,
    async run(context) {
      const { members } = await context.share(crowd);
      if (members.filter(({ isGreeted }) => isGreeted).length < 2) {
        return couldNotTell("fewer than two calls were up at the same time");
      }
      for (const member of members) {
        const verdict = judgeOwn(member, members);
        if (verdict !== undefined) return verdict;
      }
      return holds(`${members.length} calls`);
    },
  },
  {
    id: "load-pace",
    group: "load",
    level: "MAY",
    title: "Begins to answer as soon under load as alone",
    why: "Callers notice silences of more than a second, and speak again.",
    advice:
      "Look for what calls wait for in turn: a lock, one connection to a database, a limit of your model's provider.",
    source: "ours",
    phase: "disturb",
    heavy: true,
    async run(context) {
      const { alone, members } = await context.share(crowd);
      const times = members.flatMap(({ answer }) => answer?.firstTextMs ?? []).sort((a, b) => a - b);
      const middleMs = times[Math.floor(times.length / 2)];
      if (alone.firstTextMs === undefined || middleMs === undefined) {
        return couldNotTell("there was no text to wait for");
      }
      const numbers = `first text after ${Math.round(middleMs)} ms in the middle of ${times.length} calls, after ${Math.round(alone.firstTextMs)} ms alone`;
      const isSlow = middleMs > context.settings.maxFirstTextMs && middleMs > mostTimesSlower * alone.firstTextMs;
      return isSlow ? fails(numbers, { sent: `${members.length} calls at the same time` }) : holds(numbers);
    },
  },
  {
    id: "load-recovers",
    group: "load",
    level: "MUST",
    title: "Answers the next call when many have ended",
    why: "What ended calls leave behind adds up, until new callers are not connected.",
    advice: "Free all that belongs to a call when its connection closes, whoever closed it.",
    source: "ours",
    phase: "disturb",
    heavy: true,
    run: recovers,
  },
];

function isServed({ answer }: CrowdMember, isCompletedAlone: boolean): boolean {
  return answer !== undefined && answer.parts.length > 0 && (answer.isComplete || !isCompletedAlone);
}

/** What became of a call that was not served. */
function fateOf({ call, problem, isGreeted, answer }: CrowdMember, { settings }: CheckContext): string {
  if (call === undefined) return `were not connected: ${problem}`;
  if (!isGreeted) return "were not greeted";
  const seconds = settings.answerTimeoutMs / 1_000;
  return answer?.parts.length ? `had no complete answer within ${seconds} s` : `had no answer within ${seconds} s`;
}

/** Undefined when nothing on this call belongs to another. */
function judgeOwn({ call, name }: CrowdMember, members: readonly CrowdMember[]): Verdict | undefined {
  for (const frame of call?.frames ?? []) {
    if (frame.direction !== "from-server") continue;
    const text = frame.text.toLowerCase();
    const other = members.find((member) => member.name !== name && text.includes(member.name));
    if (other === undefined) continue;
    return fails("a call was told what the caller of another had said", {
      sent: `one caller said "My name is ${name}", another one "My name is ${other.name}"`,
      received: `the first one got the name ${other.name}`,
      frames: [frame],
    });
  }
  return undefined;
}

async function recovers(context: CheckContext): Promise<Verdict> {
  const { alone, members } = await context.share(crowd);
  if (!members.every((member) => isServed(member, alone.isComplete))) {
    throw new CouldNotTell("not all calls were answered while they were up");
  }
  return await judgeNextCall(context, `${members.length} calls at the same time, all of them ended`);
}

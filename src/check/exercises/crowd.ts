/** Many calls at the same time, each of which says a name of its own. */
import { randomBytes } from "node:crypto";
import { CouldNotTell } from "../audit.ts";
import type { Answer } from "../calls/answer.ts";
import { expectAnsweredCalls, isGreeted } from "../calls/next-call.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";

export interface CrowdMember {
  /** What only this caller says, in lower case. */
  readonly name: string;
  /** Undefined when no connection could be opened. */
  readonly call: ProbeCall | undefined;
  /** Why there is no call. */
  readonly problem: string | undefined;
  readonly isGreeted: boolean;
  /** Undefined when nothing was asked. */
  readonly answer: Answer | undefined;
}

export interface Crowd {
  /** One call alone, before the others. */
  readonly alone: Answer;
  readonly members: readonly CrowdMember[];
}

/** Connections that are opened at the same time; no more than a platform dials at once after a restart. */
const openedAtOnce = 50;

/** @throws CouldNotTell when calls are not answered to begin with. */
export async function crowd(context: CheckContext): Promise<Crowd> {
  await expectAnsweredCalls(context);
  const alone = await answerAlone(context);
  const opened: Omit<CrowdMember, "answer">[] = [];
  const { calls } = context.settings;
  while (opened.length < calls) {
    const size = Math.min(openedAtOnce, calls - opened.length);
    opened.push(...(await Promise.all(Array.from({ length: size }, () => open(context)))));
  }
  const members = await Promise.all(
    opened.map(async (member): Promise<CrowdMember> => {
      const answer = member.isGreeted ? await member.call?.ask(introduction(member.name)) : undefined;
      return { ...member, answer };
    }),
  );
  // What went to the wrong call may be late.
  await context.wait(context.settings.quietMs);
  await Promise.all(members.map(({ call }) => call?.[Symbol.asyncDispose]()));
  return { alone, members };
}

async function answerAlone(context: CheckContext): Promise<Answer> {
  await using call = await context.placeCall();
  if (!(await isGreeted(context, call))) throw new CouldNotTell("the call before the others was not greeted");
  return await call.ask(introduction(newName()));
}

async function open(context: CheckContext): Promise<Omit<CrowdMember, "answer">> {
  const name = newName();
  try {
    const call = await context.placeCall();
    return { name, call, problem: undefined, isGreeted: await isGreeted(context, call) };
  } catch (error) {
    if (!(error instanceof CouldNotTell)) throw error;
    return { name, call: undefined, problem: error.message, isGreeted: false };
  }
}

/** Ten letters that no server says by chance, and any may say after the caller. */
function newName(): string {
  return [...randomBytes(10)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
}

function introduction(name: string): string {
  return `My name is ${name.charAt(0).toUpperCase()}${name.slice(1)}. Can you help me?`;
}

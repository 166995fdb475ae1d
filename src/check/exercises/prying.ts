/** What strangers see who ask for pages that are not there, and send what no platform sends. */
import { randomBytes } from "node:crypto";
import { callUrl } from "../../platform/index.ts";
import { CouldNotTell } from "../audit.ts";
import { fetchPage } from "../by-hand/fetch-page.ts";
import { hasTaken, openIntruder } from "../by-hand/intruder.ts";
import { newCallId } from "../calls/call-ids.ts";
import { expectAnsweredCalls, suspect } from "../calls/next-call.ts";
import type { CheckContext } from "../context.ts";

export interface Prying {
  /** A value in the query of every URL that was asked for. */
  readonly marker: string;
  /** Everything that the server said, page by page and message by message. */
  readonly sayings: readonly Saying[];
  /** Headers of all HTTP answers, by names in lower case. */
  readonly headers: readonly Readonly<Record<string, string>>[];
}

export interface Saying {
  /** What was done: "GET of a path that is not there". */
  readonly after: string;
  readonly text: string;
}

const messages: Readonly<Record<string, string>> = {
  "text that is no JSON": '{"interaction_type":',
  "JSON that is null": "null",
  "a message without a type": "{}",
  "a request without a transcript": '{"interaction_type":"response_required","response_id":1}',
  "a transcript of no utterances": '{"interaction_type":"response_required","response_id":1,"transcript":[null,{}]}',
};

/** @throws CouldNotTell when calls are not answered. */
export async function prying(context: CheckContext): Promise<Prying> {
  await expectAnsweredCalls(context);
  const marker = randomBytes(8).toString("hex");
  const marked = (url: string): string => {
    const withMarker = new URL(url);
    withMarker.searchParams.append("repartee_probe", marker);
    return withMarker.href;
  };
  const base = callUrl(context.url, newCallId());
  const unreadable = base.replace(/\/check_[^/?]*/, "/%E0%A4%A");
  const pages: Readonly<Record<string, string>> = {
    "GET of the URL": marked(context.url),
    "GET of a call's URL": marked(base),
    "GET of a path that is not there": marked(new URL("/check/no-such-page", base).href),
    "GET of a path that cannot be decoded": marked(unreadable),
  };
  const sayings: Saying[] = [];
  const headers: Readonly<Record<string, string>>[] = [];
  const ask = async ([after, url]: readonly [string, string]): Promise<void> => {
    const page = await fetchPage(context, url);
    if (page === undefined) return;
    sayings.push({ after, text: page.body });
    headers.push(page.headers);
  };
  const say = async ([after, text]: readonly [string, string]): Promise<void> => {
    using connection = await openIntruder({ ...context, url: marked(context.url) });
    headers.push(connection.answer.headers);
    connection.text(text);
    await hasTaken(context, connection);
    sayings.push(...connection.frames.map((frame) => ({ after, text: frame.text })));
  };
  await Promise.all([
    ...Object.entries(pages).map((page) => unlessRefused(ask(page))),
    ...Object.entries(messages).map((message) => unlessRefused(say(message))),
  ]);
  // It was no better than the bad input of the audits before.
  await suspect(context, "odd requests and messages");
  return { marker, sayings, headers };
}

/** What is refused says nothing. */
async function unlessRefused(trial: Promise<void>): Promise<void> {
  await trial.catch((error: unknown) => {
    if (!(error instanceof CouldNotTell)) throw error;
  });
}

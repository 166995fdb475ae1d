/** What is served under the URL: a WebSocket, for whatever call id comes behind it. */
import { callUrl } from "../../../platform/index.ts";
import { type Audit, CouldNotTell, fails, holds } from "../../audit.ts";
import { knock } from "../../by-hand/knock.ts";
import { newCallId, platformCallIds } from "../../calls/call-ids.ts";
import type { CheckContext } from "../../context.ts";
import { wayIn } from "../../exercises/way-in.ts";
import { concealSecrets } from "../../secrets/conceal.ts";
import { judgeStep, welcomed } from "./way-in-step.ts";

const source = "Roles and endpoint";

/** Knocks under each URL, and tells of the first that is not let in. */
async function judgeEach(context: CheckContext, urls: ReadonlyMap<string, string>): Promise<ReturnType<typeof holds>> {
  await welcomed(context);
  for (const [shape, url] of urls) {
    const { isWelcome, account } = await knock(context, url);
    if (isWelcome) continue;
    const received = concealSecrets(context.url, account);
    return fails(`a call under ${shape} is not let in: ${received}`, { sent: `a handshake under ${shape}`, received });
  }
  return holds();
}

export const pathAudits: readonly Audit[] = [
  {
    id: "reach-upgrade",
    group: "reach",
    level: "MUST",
    phase: "reach",
    title: "Accepts a WebSocket connection under its URL",
    why: "The platform tries three times and ends the call as error_llm_websocket_open: nobody is greeted.",
    advice:
      "Give the platform the very URL that serves the WebSocket, without the call id, and let proxies pass the headers Upgrade and Connection on.",
    source,
    run: (context) => judgeStep(context, "upgrade"),
  },
  {
    id: "reach-kept",
    group: "reach",
    level: "MUST",
    phase: "reach",
    title: "Keeps the connections that it accepts",
    why: "Every close by the server ends the call, before a word was spoken; one without a code is an error.",
    advice:
      "Compare the URL with the path that the server serves: some frameworks, express-ws among them, accept every path and then close. If the path is right, see the server's log.",
    source: "Closing",
    async run(context) {
      const { stuck, knock: knocked } = await context.share(wayIn);
      if (knocked?.isWelcome) return holds();
      if (stuck !== undefined || knocked === undefined) throw new CouldNotTell(stuck?.reason ?? "nothing was accepted");
      return fails("every connection is accepted and closed at once", {
        sent: "a handshake, and nothing else",
        received: knocked.account,
      });
    },
  },
  {
    id: "reach-call-id",
    group: "reach",
    level: "MUST",
    phase: "reach",
    title: "Takes the call id behind its URL",
    why: "The platform dials the URL of the settings with a slash and the call id behind it, and gets no connection.",
    advice: "Serve the path with a parameter at its end, such as /llm-websocket/{call_id}.",
    source,
    run: (context) => judgeStep(context, "call-id"),
  },
  {
    id: "reach-any-call-id",
    group: "reach",
    level: "MUST",
    phase: "reach",
    title: "Takes call ids of every shape",
    why: "Call ids are opaque: a call whose id has another shape than the server expects is never connected.",
    advice: "Take any text as the call id: letters of both cases, digits, underscores and dashes, of any length.",
    source,
    async run(context) {
      const { stuck } = await context.share(wayIn);
      if (stuck?.step === "any-call-id") return judgeStep(context, "any-call-id");
      const ids = platformCallIds();
      return judgeEach(context, new Map(ids.map((callId) => [`the call id ${callId}`, callUrl(context.url, callId)])));
    },
  },
  {
    id: "reach-slashes",
    group: "reach",
    level: "MAY",
    phase: "reach",
    title: "Takes the call id behind two slashes, or with one behind it",
    why: "Whether the URL in the settings ends in a slash then decides whether calls are connected.",
    advice: "Ignore empty parts of the path, or never end the URL in the settings with a slash.",
    source,
    run(context) {
      const [double, behind] = [new URL(callUrl(context.url, newCallId())), new URL(callUrl(context.url, newCallId()))];
      double.pathname = double.pathname.replace(/\/(?=[^/]*$)/, "//");
      behind.pathname += "/";
      const urls = new Map([
        ["//{call_id}", double.href],
        ["/{call_id}/", behind.href],
      ]);
      return judgeEach(context, urls);
    },
  },
  {
    id: "reach-query",
    group: "reach",
    level: "MAY",
    phase: "reach",
    title: "Takes a query behind the call id",
    why: "Variables of the call and secrets are put into the query of the URL; then no call is connected.",
    advice: "Tell the path from the query before the path is compared, and ignore parameters that are not known.",
    source,
    run(context) {
      const url = new URL(callUrl(context.url, newCallId()));
      url.searchParams.append("repartee_probe", "1");
      return judgeEach(context, new Map([["/{call_id}?repartee_probe=1", url.href]]));
    },
  },
];

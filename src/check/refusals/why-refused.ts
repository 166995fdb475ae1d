/** Tries what a server that refuses a call might want instead. */
import { callUrl } from "../../platform/index.ts";
import { type Knock, knock } from "../by-hand/knock.ts";
import { platformCallIds } from "../calls/call-ids.ts";
import type { CheckContext } from "../context.ts";
import { refusalReason } from "./refusal.ts";
import type { Stuck } from "./stuck.ts";

/** Undefined for a server that accepts and then closes, whatever is tried. */
export async function whyRefused(context: CheckContext, refused: Knock): Promise<Stuck | undefined> {
  const { answer, account: received } = refused;
  for (const callId of platformCallIds()) {
    if (!(await knock(context, callUrl(context.url, callId))).isWelcome) continue;
    return { step: "any-call-id", reason: `it takes the call id ${callId}, and not one of another shape`, received };
  }
  if ((await knock(context, context.url)).isWelcome) {
    return { step: "call-id", reason: "it accepts a connection only without a call id behind the URL", received };
  }
  if (answer?.status === 401 || answer?.status === 403) {
    const { protocol, host } = new URL(context.url);
    const Origin = `${/^(wss|https):$/.test(protocol) ? "https" : "http"}://${host}`;
    if ((await knock(context, callUrl(context.url, platformCallIds()[0] as string), { Origin })).isWelcome) {
      return { step: "origin", reason: "it accepts a connection only with a header Origin", received };
    }
  }
  if (answer?.status === 101) return undefined;
  const reason = answer === undefined ? `it did not answer the handshake: ${received}` : refusalReason(answer);
  return { step: "upgrade", reason, received };
}

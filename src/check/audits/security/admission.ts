/** Who gets in, and by what way. */
import { callUrl } from "../../../platform/index.ts";
import { type Audit, CouldNotTell, couldNotTell, fails, holds, notApplicable } from "../../audit.ts";
import { knock } from "../../by-hand/knock.ts";
import { placeOf } from "../../by-hand/network-place.ts";
import { openRawConnection } from "../../by-hand/raw-connection.ts";
import { endpointOf } from "../../by-hand/raw-socket.ts";
import { newCallId } from "../../calls/call-ids.ts";
import { expectAnsweredCalls, isSurvived } from "../../calls/next-call.ts";
import { concealSecrets } from "../../secrets/conceal.ts";
import { withoutSecret } from "../../secrets/url-secret.ts";
import { platformAddress } from "./forged-address.ts";

const source = "Roles and endpoint";
const foreignPage = "https://attacker.example";

/** What a program that attacks servers would try as a call id. */
const hostileCallIds: readonly string[] = [
  "../../../../etc/passwd",
  "..\\..\\windows\\win.ini",
  "id\r\nSet-Cookie: a=b",
  "id\u0000",
  "x".repeat(5_000),
  "' OR 1=1 --",
  "__proto__",
];

export const admissionAudits: readonly Audit[] = [
  {
    id: "security-open-door",
    group: "security",
    level: "SHOULD",
    title: "Lets in nobody but the platform, or who knows a secret",
    why: "Whoever finds the URL can place calls: to use your model at your cost, or to hear what your agent tells callers.",
    advice: `Let only the platform's address, ${platformAddress}, connect, or put a secret into the URL and refuse all without it.`,
    source,
    phase: "disturb",
    async run(context) {
      const place = placeOf(context);
      if (place !== "the internet") return couldNotTell(`the URL is one of ${place}, where strangers do not come from`);
      if (withoutSecret(context.url) !== undefined) return notApplicable("the URL holds a secret");
      await expectAnsweredCalls(context);
      return fails(`this machine was let in without a secret, and its address is not ${platformAddress}`, {
        sent: "an ordinary call",
        received: "an answer; unless a list names this very machine, anybody gets one",
      });
    },
  },
  {
    id: "security-secret",
    group: "security",
    level: "SHOULD",
    title: "Refuses who does not know the secret in its URL",
    why: "A secret that nobody asks for protects nothing: whoever guesses the rest of the URL can place calls.",
    advice: "Compare the secret in the path or query of each handshake, and answer 403 when it is missing or wrong.",
    source,
    phase: "disturb",
    async run(context) {
      const stripped = withoutSecret(context.url);
      if (stripped === undefined) return notApplicable("the URL holds nothing that looks like a secret");
      const { isWelcome, account } = await knock(context, callUrl(stripped, newCallId()));
      if (!isWelcome) return holds(concealSecrets(context.url, account));
      return fails("it accepts a call under the same URL without the secret", {
        sent: "a handshake without the secret",
        received: account,
      });
    },
  },
  {
    id: "security-foreign-page",
    group: "security",
    level: "SHOULD",
    title: "Refuses calls from web pages of others",
    why: "Any page that is open in a browser here can place calls to a server of this machine or network, and read the answers.",
    advice: "Refuse handshakes with an Origin header that is not your own: the platform sends none.",
    source: "ours",
    phase: "disturb",
    async run(context) {
      if (placeOf(context) === "the internet") {
        return notApplicable("who can reach it needs no page of a browser for it");
      }
      if (withoutSecret(context.url) !== undefined) return notApplicable("a foreign page does not know the secret");
      await expectAnsweredCalls(context);
      const { isWelcome, account } = await knock(context, callUrl(context.url, newCallId()), { Origin: foreignPage });
      if (!isWelcome) return holds(account);
      return fails("it accepts a call from a page of another site", {
        sent: `a handshake with Origin: ${foreignPage}`,
        received: account,
      });
    },
  },
  {
    id: "security-tls",
    group: "security",
    level: "SHOULD",
    title: "Is reached over TLS",
    why: "All that callers say crosses the internet in plain text, and so does a secret in the URL.",
    advice: "Put a proxy with a certificate in front, or a tunnel that brings one, and use wss:// in the settings.",
    source,
    phase: "disturb",
    async run(context) {
      if (endpointOf(context.url).isSecure) return holds();
      const place = placeOf(context);
      if (place !== "the internet") return notApplicable(`the URL is one of ${place}`);
      return fails("the URL asks for no TLS, and the server is not on this machine", {
        sent: "a call over ws://",
        received: "it was let in",
      });
    },
  },
  {
    id: "security-call-id",
    group: "security",
    level: "MUST",
    title: "Survives call ids that are attacks",
    why: "The call id is a stranger's text. Taken for a path, a header or a key, it reads files, or ends the process and every call with it.",
    advice: "Refuse ids that are long or hold control characters, and use an id as a key of a map only.",
    source,
    phase: "disturb",
    run: (context) =>
      isSurvived(context, "calls whose ids are paths, lines of headers, and 5000 characters", async () => {
        for (const callId of hostileCallIds) {
          try {
            using connection = await openRawConnection(context, { callId });
            await connection.until(() => connection.frames.length > 0, context.settings.quietMs);
          } catch (error) {
            // To be refused is the best that can come of it.
            if (!(error instanceof CouldNotTell)) throw error;
          }
        }
      }),
  },
];

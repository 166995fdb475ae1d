/** Whether a door that is closed opens to who only says that he is the platform. */
import { callUrl } from "../../../platform/index.ts";
import { type Audit, couldNotTell, fails, holds, notApplicable } from "../../audit.ts";
import { knock } from "../../by-hand/knock.ts";
import { newCallId } from "../../calls/call-ids.ts";
import { concealSecrets } from "../../secrets/conceal.ts";

/** Where the platform dials from. */
export const platformAddress = "100.20.5.228";

/** Headers in which proxies say whom they speak for. */
const forwardingHeaders: Readonly<Record<string, string>> = {
  "X-Forwarded-For": platformAddress,
  "X-Real-IP": platformAddress,
  Forwarded: `for=${platformAddress}`,
  "X-Client-IP": platformAddress,
  "True-Client-IP": platformAddress,
  "CF-Connecting-IP": platformAddress,
};

export const forgedAddressAudit: Audit = {
  id: "security-forged-address",
  group: "security",
  level: "MUST",
  title: "Believes no address that a stranger claims",
  why: "The platform's address is public: whoever writes it into a header plays the platform, and hears what callers may hear.",
  advice:
    "Believe X-Forwarded-For and its like from your own proxies only, and then its rightmost address that is not theirs.",
  source: "Roles and endpoint",
  // A server that refuses this machine is out of reach for all that comes later.
  phase: "reach",
  async run(context) {
    const url = callUrl(context.url, newCallId());
    const { isWelcome, answer, account } = await knock(context, url);
    if (isWelcome) return notApplicable("it lets this machine in without a claim");
    if (answer?.status !== 401 && answer?.status !== 403) {
      return couldNotTell("it does not refuse this machine with 401 or 403, so its address may not be the reason");
    }
    for (const [name, value] of Object.entries(forwardingHeaders)) {
      const forged = await knock(context, url, { [name]: value });
      if (!forged.isWelcome) continue;
      if (context.isThisMachine) {
        return couldNotTell(
          `it believes ${name} from this machine itself, which is right for a proxy or tunnel that runs here: check the public address`,
        );
      }
      return fails(`this machine was refused, and let in as soon as it claimed to be ${platformAddress}`, {
        sent: `a handshake with ${name}: ${value}`,
        received: concealSecrets(context.url, `${forged.account}; without the header ${account}`),
      });
    }
    return holds(`refused with ${answer.status}, whatever was claimed`);
  },
};

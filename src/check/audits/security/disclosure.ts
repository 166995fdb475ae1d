/** What the server tells strangers of itself, and of what they were not to see. */
import { type Audit, fails, holds } from "../../audit.ts";
import { prying } from "../../exercises/prying.ts";
import { concealSecrets } from "../../secrets/conceal.ts";
import { internalsIn } from "../../secrets/internals.ts";

export const disclosureAudits: readonly Audit[] = [
  {
    id: "security-query-kept",
    group: "security",
    level: "SHOULD",
    title: "Repeats nothing of the URL's query",
    why: "The query often holds the secret: what the server repeats of it ends up in logs, transcripts and pages.",
    advice: "Leave the query out of messages, error pages and reasons of closes.",
    source: "ours",
    phase: "disturb",
    async run(context) {
      const { marker, sayings } = await context.share(prying);
      const repeated = sayings.find(({ text }) => text.includes(marker));
      if (repeated === undefined) return holds();
      return fails("a value from the query of the URL came back", {
        sent: `${repeated.after}, with ?repartee_probe=${marker}`,
        received: concealSecrets(context.url, around(repeated.text, marker)),
      });
    },
  },
  {
    id: "security-no-internals",
    group: "security",
    level: "SHOULD",
    title: "Shows no stack traces and no paths of files",
    why: "They tell strangers which software runs where, and are spoken to callers when they get into an answer.",
    advice: "Log errors on your side, and answer with a plain sentence; run your framework in its production mode.",
    source: "ours",
    phase: "disturb",
    async run(context) {
      const { sayings } = await context.share(prying);
      for (const { after, text } of sayings) {
        const found = internalsIn(text);
        if (found === undefined) continue;
        return fails(`after ${after}, it showed how it is built`, {
          sent: after,
          received: concealSecrets(context.url, found),
        });
      }
      return holds();
    },
  },
  {
    id: "security-no-versions",
    group: "security",
    level: "MAY",
    title: "Names no versions of its software",
    why: "A version tells strangers which known faults to try.",
    advice: "Turn the version off in the Server and X-Powered-By headers of your server and of the proxies in front.",
    source: "ours",
    phase: "disturb",
    async run(context) {
      const { headers } = await context.share(prying);
      for (const name of ["server", "x-powered-by", "x-aspnet-version"]) {
        const value = headers.map((all) => all[name] ?? "").find((text) => /\d+\.\d+/.test(text));
        if (value === undefined) continue;
        return fails("its HTTP answers name the version of its software", {
          sent: "requests of pages, and handshakes",
          received: `${name}: ${value}`,
        });
      }
      return holds();
    },
  },
];

function around(text: string, marker: string): string {
  const index = text.indexOf(marker);
  return text.slice(Math.max(0, index - 100), index + marker.length + 100);
}

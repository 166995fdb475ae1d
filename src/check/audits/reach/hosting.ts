/** Where the server runs, and whether a connection lasts there. */
import { type Audit, CouldNotTell, fails, holds, notApplicable } from "../../audit.ts";
import { hostingOf } from "../../refusals/hosting.ts";
import { welcomed } from "./way-in-step.ts";

/** What the caller says after the silence. */
export const backAgain = "I am back. Can you hear me?";

export const hostingAudits: readonly Audit[] = [
  {
    id: "reach-hosting",
    group: "reach",
    level: "MAY",
    phase: "reach",
    title: "Runs where a connection can last as long as a call",
    why: "The host ends the connection in the middle of a call: the caller hears silence until the platform is back.",
    advice:
      "Run the server as a process that stays up, on a machine or in a container, and set the host's limits above the longest call.",
    source: "Roles and endpoint",
    async run(context) {
      const { answer } = await welcomed(context);
      const hosting = hostingOf(answer?.headers ?? {});
      if (hosting === undefined) return holds();
      return fails(`it seems to run on ${hosting.name}, where ${hosting.limit}`, {
        sent: "a handshake",
        received: `the headers ${Object.keys(answer?.headers ?? {}).join(", ")}`,
      });
    },
  },
  {
    id: "reach-idle",
    group: "reach",
    level: "SHOULD",
    slow: true,
    title: "Keeps a connection on which nothing is said",
    why: "While nobody speaks nothing crosses the wire, and a host or proxy that cuts idle connections off ends the call.",
    advice:
      "Raise the idle timeout of the host and of each proxy in front, and ask for keep-alives with config.auto_reconnect.",
    source: "Roles and endpoint",
    async run(context) {
      const { idleMs } = context.settings;
      if (idleMs === 0) return notApplicable("it takes long: give --idle to try it");
      await using call = await context.placeCall();
      if (!(await call.greeting()).isComplete) throw new CouldNotTell("the greeting was not completed");
      const idleSinceMs = context.clock.now();
      // As in a call: the keep-alives that a server asks for go on.
      await call.until(() => false, idleMs);
      const lastedMs = context.clock.now() - idleSinceMs;
      const sent = call.keepAlives.sentCount > 0 ? "keep-alives alone" : "nothing";
      if (call.closed !== undefined) {
        return fails(`the connection was gone after ${(lastedMs / 1_000).toFixed(1)} s`, {
          sent,
          received: `a close with ${call.closed.code}`,
          frames: call.frames.slice(-5),
        });
      }
      const answer = await call.ask(backAgain);
      if (answer.isComplete) return holds(`for ${idleMs / 1_000} s`);
      return fails(`after ${idleMs / 1_000} s the connection looked open, and a request was not answered`, {
        sent: `${sent}, then response_required`,
        received: `${answer.parts.length} messages in answer, none of them complete`,
        frames: call.frames.slice(-5),
      });
    },
  },
];

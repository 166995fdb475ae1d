/** Says what a script says: for demonstrations, and for tests of what listens to it. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { ReparteeError } from "../errors.ts";
import type { Agent, AgentOutput, Turn } from "../session/index.ts";
import { endCall, pressDigits, say, transfer } from "./actions.ts";
import { defineAgent } from "./define-agent.ts";

/** One answer; the fields are named as on the wire. */
export interface ScriptReply {
  say: string;
  /** Only for a caller whose last words contain this, in any case. Replies without it are used once each, in order. */
  when?: string;
  no_interruption_allowed?: boolean;
  end_call?: boolean;
  transfer_number?: string;
  digit_to_press?: string;
}

/** A script: usually a JSON file. */
export interface Script {
  /** @default null: the caller speaks first */
  greeting?: string | null;
  replies: Array<string | ScriptReply>;
  /** Said to a silent caller. @default the next reply */
  reminder?: string;
  /** Said when the replies are used up. @default "That is all I know." */
  otherwise?: string;
}

const reply = z.strictObject({
  say: z.string(),
  when: z.string().optional(),
  no_interruption_allowed: z.boolean().optional(),
  end_call: z.boolean().optional(),
  transfer_number: z.string().min(1).optional(),
  digit_to_press: z
    .string()
    .regex(/^[0-9*#]+$/)
    .optional(),
});
const script: z.ZodType<Script> = z.strictObject({
  greeting: z.string().nullable().optional(),
  replies: z.array(z.union([z.string(), reply])),
  reminder: z.string().optional(),
  otherwise: z.string().optional(),
});

/**
 * @param source the script, or the path of a JSON file that holds one.
 * @throws ReparteeError `file-not-found`, or `bad-agent` with the place of the first fault.
 */
export function scriptedAgent(source: Script | string): Agent {
  const { greeting, replies, reminder, otherwise = "That is all I know." } = check(source);
  const conditional = replies.filter((it): it is ScriptReply => typeof it !== "string" && it.when !== undefined);
  const inOrder = replies.filter((it) => typeof it === "string" || it.when === undefined);
  return defineAgent({
    greeting: greeting ?? null,
    *respond(turn) {
      const heard = turn.lastUserText.toLowerCase();
      const match = conditional.find(({ when = "" }) => heard.includes(when.toLowerCase()));
      if (match !== undefined) {
        yield* speak(match);
        return;
      }
      const position = used(turn);
      yield* speak(inOrder[position] ?? otherwise);
      // Only an answer that got to its end uses its place up: a withdrawn one is asked for again.
      turn.call.state.scriptPosition = position + 1;
    },
    ...(reminder === undefined ? {} : { remind: () => reminder }),
  });
}

function used({ call }: Turn): number {
  return typeof call.state.scriptPosition === "number" ? call.state.scriptPosition : 0;
}

function* speak(it: string | ScriptReply): Generator<AgentOutput> {
  if (typeof it === "string") {
    yield it;
    return;
  }
  yield say(it.say, { interruptible: it.no_interruption_allowed !== true });
  if (it.end_call === true) yield endCall();
  if (it.transfer_number !== undefined) yield transfer(it.transfer_number);
  if (it.digit_to_press !== undefined) yield pressDigits(it.digit_to_press);
}

function check(source: Script | string): Script {
  const name = typeof source === "string" ? source : "the script";
  const result = script.safeParse(typeof source === "string" ? readJson(source) : source);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ReparteeError("bad-agent", `${name}: ${issue?.path.join(".")}: ${issue?.message}`);
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ReparteeError("file-not-found", `cannot read the script ${path}: check the path`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ReparteeError("bad-agent", `${path} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** The types of single fields, as strictly as the platform takes them. */
import type { ResponseType } from "../../../protocol/index.ts";
import { type Audit, CouldNotTell, fails, holds, notApplicable } from "../../audit.ts";
import type { CheckContext } from "../../context.ts";
import { sentFrames } from "../../exercises/sent-frames.ts";
import { requireSilentUpdates } from "../../exercises/updates.ts";
import {
  type FieldFault,
  fieldFaults,
  type ObjectFrame,
  objectFrames,
  responseTypeOf,
} from "../../judges/field-faults.ts";

interface FieldRule extends Pick<Audit, "id" | "title" | "why" | "advice" | "source"> {
  readonly types: readonly ResponseType[];
  /** Names of fields, or of the objects that they are in. */
  readonly fields: readonly string[];
  /** What is expected, with an article. */
  readonly expected: string;
  /** Only messages that have one of the fields are looked at. @default false */
  readonly isOptional?: boolean;
}

const speech: readonly ResponseType[] = ["response", "agent_interrupt"];
const vanishes = "A message with a field of the wrong type is dropped without a word: its text is never spoken.";

const rules: readonly FieldRule[] = [
  {
    id: "types-response-id",
    title: "Sends response_id as an integer",
    why: vanishes,
    advice: 'Copy response_id from the request as the number that it is: 1, and not "1" or 1.5.',
    source: "response",
    types: ["response"],
    fields: ["response_id"],
    expected: "an integer",
  },
  {
    id: "types-content",
    title: "Sends content as a string",
    why: vanishes,
    advice: 'Send "" where there is nothing to say: not null, and no list of parts as models have it.',
    source: "response",
    types: speech,
    fields: ["content"],
    expected: "a string",
  },
  {
    id: "types-content-complete",
    title: "Sends content_complete as a boolean",
    why: "The message is dropped without a word. When it is the last one, the turn hangs until the caller speaks.",
    advice: 'Send true or false in each message: not "true", 1 or null, and never without the field.',
    source: "response",
    types: speech,
    fields: ["content_complete"],
    expected: "a boolean",
  },
  {
    id: "types-flags",
    title: "Sends end_call and its like as booleans, or not at all",
    why: "The whole message is dropped without a word: neither is its text spoken, nor does the call end.",
    advice: 'Send true or false, or leave the field out: not "true", 1 or null.',
    source: "response",
    types: speech,
    fields: ["end_call", "no_interruption_allowed", "show_transferee_as_caller"],
    expected: "a boolean",
    isOptional: true,
  },
  {
    id: "types-action-texts",
    title: "Sends transfer_number and digit_to_press as strings, or not at all",
    why: "The whole message is dropped without a word: neither is its text spoken, nor is the call transferred.",
    advice: "Leave the field out when there is nothing to do: null is no string. Send digits as text.",
    source: "Actions",
    types: speech,
    fields: ["transfer_number", "digit_to_press"],
    expected: "a string",
    isOptional: true,
  },
  {
    id: "types-config",
    title: "Sends the fields of config as booleans",
    why: "The whole config is dropped without a word: no keep-alives come, and no call details.",
    advice: "Send config as an object of true and false.",
    source: "config",
    types: ["config"],
    fields: ["config"],
    expected: "an object of booleans",
  },
  {
    id: "types-interrupt-id",
    title: "Sends interrupt_id as an integer",
    why: vanishes,
    advice: "Count your interruptions: 1, 2, 3.",
    source: "agent_interrupt",
    types: ["agent_interrupt"],
    fields: ["interrupt_id"],
    expected: "an integer",
  },
  {
    id: "types-update-agent",
    title: "Sends the settings of update_agent as numbers in their range",
    why: "The message is dropped without a word: the agent goes on with the settings that it had.",
    advice:
      "responsiveness and interruption_sensitivity go from 0 to 1, reminder_trigger_ms is above 0, a count is whole.",
    source: "update_agent",
    types: ["update_agent"],
    fields: ["agent_config"],
    expected: "an object of numbers in their range",
  },
  {
    id: "types-metadata",
    title: "Sends metadata as an object",
    why: "The message is dropped without a word: the browser of the web call never gets it.",
    advice: "Wrap a single value or a list into an object.",
    source: "metadata",
    types: ["metadata"],
    fields: ["metadata"],
    expected: "an object",
  },
];

export const fieldAudits: readonly Audit[] = rules.map((rule) => {
  const { id, title, why, advice, source } = rule;
  return { id, group: "types", level: "MUST", title, why, advice, source, run: (context) => judge(rule, context) };
});

async function judge(rule: FieldRule, context: CheckContext): ReturnType<Audit["run"]> {
  const objects = objectFrames(await context.share(sentFrames));
  if (objects.length === 0) throw new CouldNotTell("it sent no JSON object");
  const concerned = objects.filter((object) => isConcerned(rule, object));
  if (concerned.length === 0) return notApplicable(`it sent no ${rule.isOptional ? rule.fields[0] : rule.types[0]}`);
  const faults = concerned.flatMap(fieldFaults).filter(({ field }) => concerns(rule, field));
  const [first] = faults;
  if (first === undefined) return holds();
  // Who answers what has no id answers without one.
  if (rule.fields.includes("response_id") && faults.every(isMissing)) await requireSilentUpdates(context);
  const count = new Set(faults.map(({ frame }) => frame)).size;
  return fails(`in ${count} of ${concerned.length} messages ${first.field} was not ${rule.expected}: ${first.found}`, {
    received: first.frame.text,
    frames: faults.map(({ frame }) => frame),
  });
}

function isConcerned({ types, fields, isOptional = false }: FieldRule, object: ObjectFrame): boolean {
  const type = responseTypeOf(object);
  if (type === undefined || !types.includes(type)) return false;
  return !isOptional || fields.some((field) => Object.hasOwn(object.value, field));
}

function concerns({ fields }: FieldRule, field: string): boolean {
  return fields.includes(field.split(".")[0] as string);
}

function isMissing({ found }: FieldFault): boolean {
  return found === "missing";
}

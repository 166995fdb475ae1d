/** What each event of a recording must hold before it is shown: files come from anywhere. */
import { z } from "zod";
import type { CallEvent } from "../platform/index.ts";

const turnId = z.int();
const text = z.string();
const count = z.int().min(0);
const ms = z.number();
const kind = z.enum(["begin", "response", "reminder", "interrupt"]);
const timing = z.looseObject({
  turnId,
  kind,
  outcome: z.enum(["spoken", "silent", "withdrawn", "cut", "cancelled", "lost"]).optional(),
  askedAtMs: ms,
  firstTextMs: ms.optional(),
  firstSentenceMs: ms.optional(),
  completeMs: ms.optional(),
  deadAirMs: ms.optional(),
  speechMs: ms.optional(),
});
const frame = z.looseObject({
  index: count,
  atMs: ms,
  direction: z.enum(["to-server", "from-server"]),
  socketIndex: count,
  type: text,
  responseId: z.int().optional(),
  byteCount: count,
  text,
  verdict: z.enum(["sent", "lost", "accepted", "dropped"]),
  findings: z.array(text),
});
const finding = z.looseObject({
  code: text,
  level: z.enum(["error", "warning", "info"]),
  message: text,
  advice: text,
  responseId: z.int().optional(),
  atMs: ms,
});
const action = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("end-call") }),
  z.looseObject({ type: z.literal("transfer"), number: text, showTransfereeAsCaller: z.boolean() }),
  z.looseObject({ type: z.literal("press-digits"), digits: text }),
]);

const fields: Readonly<Record<CallEvent["type"], z.ZodRawShape>> = {
  "state-changed": { state: z.enum(["connecting", "live", "reconnecting", "ended"]), reason: text.optional() },
  "line-logged": { text },
  "frame-passed": { frame },
  "finding-made": { finding },
  "request-made": { responseId: z.int(), kind, early: z.boolean() },
  "request-withdrawn": { responseId: z.int() },
  "speech-queued": { turnId, text },
  "agent-started": { turnId, kind, timing },
  "agent-word": { turnId, text, startMs: ms, endMs: ms },
  "agent-stopped": { turnId, mayContinue: z.boolean() },
  "agent-interrupted": { turnId, by: z.enum(["caller", "key", "agent_interrupt"]), unheard: text },
  "turn-finished": { timing },
  "backchannel-spoken": { word: text },
  "caller-heard": { text, open: z.boolean() },
  "key-pressed": { digit: text, taken: z.boolean() },
  "action-run": { turnId, action },
  "action-discarded": { turnId, action },
  "tool-reported": { item: z.looseObject({ role: text }) },
  "agent-updated": { config: z.looseObject({}) },
  "metadata-received": { metadata: z.looseObject({}) },
  "agent-noted": { note: z.looseObject({ kind: text }) },
  "round-trip-measured": { ms },
};

const schemas = new Map(
  Object.entries(fields).map(([type, shape]) => [type as string, z.looseObject({ atMs: ms, ...shape })]),
);

/** @returns what is wrong with it; "unknown" for a type that is not known, undefined when it is sound. */
export function checkEvent(event: { readonly type: string }): "unknown" | (string & {}) | undefined {
  const schema = schemas.get(event.type);
  if (schema === undefined) return "unknown";
  const result = schema.safeParse(event);
  if (result.success) return undefined;
  const [issue] = result.error.issues;
  return `${event.type}.${issue?.path.join(".")}: ${issue?.message}`;
}

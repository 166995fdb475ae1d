/** Ids of tool calls as every provider takes them: models may count anew in each answer, or write their own kind. */
import type { ModelMessage } from "./model.ts";

/** Anthropic's; the others take more. */
const fitting = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * Gives a call an id of its own where its model gave it one that another call has, or that another provider would
 * refuse; its result gets the same. A longer history gives the ids of a shorter one.
 */
export function withFitCallIds(messages: readonly ModelMessage[]): ModelMessage[] {
  const used = new Set<string>();
  let ids: string[] = [];
  const toFitting = (callId: string): string => {
    const own = fitting.test(callId) ? callId : callId.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64);
    let id = own;
    for (let count = 2; id === "" || used.has(id); count += 1) id = `${own.slice(0, 56)}_${count}`;
    used.add(id);
    return id;
  };
  return messages.map((message) => {
    if (message.role === "assistant") {
      ids = message.toolCalls.map(({ callId }) => toFitting(callId));
      return { ...message, toolCalls: message.toolCalls.map((call, at) => ({ ...call, callId: ids[at] as string })) };
    }
    if (message.role === "user") return message;
    // In the order of their calls, which may have had the same id.
    return { ...message, results: message.results.map((result, at) => ({ ...result, callId: ids[at] as string })) };
  });
}

/** Models of somebody's own do not always keep to the types: what is amiss is the failure of that model, and of nothing later. */
import { jsonLength } from "./json-length.ts";
import type { ModelPart } from "./model.ts";

/** @throws TypeError for a part that cannot be used, with what it should be. */
export function checkPart(part: ModelPart, modelName: string): void {
  if (typeof part !== "object" || part === null) {
    throw new TypeError(`${modelName} gave ${String(part)} as a part: give objects with a type`);
  }
  if (part.type === "text" && typeof part.text !== "string") {
    throw new TypeError(`${modelName} gave a text part without text: give it a string`);
  }
  if (part.type !== "tool-call") return;
  if (typeof part.call?.callId !== "string" || typeof part.call.name !== "string") {
    throw new TypeError(`${modelName} gave a tool call without callId or name: give both as strings`);
  }
  try {
    jsonLength(part.call);
  } catch (error) {
    // It is measured, compared and sent as JSON for the rest of the call.
    throw new TypeError(`${modelName} gave a tool call that JSON cannot hold: give it plain values`, { cause: error });
  }
}

/** Makes a {@link Model} of any model of the AI SDK: the one file that knows the package `ai`. */
import { ReparteeError } from "../../errors.ts";
import type { Model } from "./model.ts";

/**
 * @param model a model object of the AI SDK, the name of one for its gateway, or a {@link Model}.
 * @throws ReparteeError `bad-option` when it is none of them.
 */
export function toModel(model: unknown): Model {
  if (typeof model === "object" && model !== null && "generate" in model) return model as Model;
  throw new ReparteeError("bad-option", "llmAgent: model must be a model of the AI SDK");
}

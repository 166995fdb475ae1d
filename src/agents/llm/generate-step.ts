/** One generation, by the first model of the list that gets a sentence out. */
import { Attempt, type AttemptInput } from "./attempt.ts";
import type { Models, ModelToolCall } from "./model.ts";

export interface StepResult {
  readonly toolCalls: readonly ModelToolCall[];
  /** What the model wrote, as it wrote it. */
  readonly text: string;
}

export interface StepInput extends AttemptInput {
  readonly models: Models;
  /** A model gave way to the next one, or was cut off in the middle of its answer. */
  readonly onTrouble: (trouble: "next-model" | "cut-off") => void;
}

/** No model has come to an answer. */
export class AllModelsFailed extends Error {
  override readonly name = "AllModelsFailed";
}

/**
 * A model that fails, stalls or says nothing gives way to the next one, unless it has called tools by then: these are
 * run. Once one was heard there is no way back: then the answer ends with its last whole sentence.
 *
 * @throws AllModelsFailed when none is left, or one that was heard leads over to a tool and never calls it; the
 * signal's reason when `request.signal` fires.
 */
export async function generateStep(input: StepInput): Promise<StepResult> {
  const failures: unknown[] = [];
  for (const model of input.models) {
    const attempt = new Attempt(model, input);
    try {
      await attempt.run();
      return { toolCalls: attempt.toolCalls, text: attempt.text };
    } catch (error) {
      if (input.request.signal.aborted) throw input.request.signal.reason;
      failures.push(error);
      if (attempt.isHeard) {
        if (attempt.isInsideToolCall) break;
        input.onTrouble("cut-off");
        return { toolCalls: [], text: attempt.text };
      }
      if (failures.length < input.models.length) input.onTrouble("next-model");
    }
  }
  throw new AllModelsFailed(`no model answered: ${failures.map(String).join("; ")}`, { cause: failures.at(-1) });
}

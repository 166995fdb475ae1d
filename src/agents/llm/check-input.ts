/** Holds what a model wrote against a tool's schema. */
import type { StandardSchema } from "./standard-schema.ts";
import { reasonOf } from "./tool-text.ts";

export type CheckedInput =
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly problem: string; readonly value?: undefined };

/** A schema that throws has found a problem, too. */
export async function checkInput(schema: StandardSchema, input: unknown): Promise<CheckedInput> {
  try {
    const result = await schema["~standard"].validate(copyOf(input));
    if (result.issues === undefined) return { value: result.value };
    const problems = result.issues.map(({ message, path = [] }) => {
      const where = path.map((step) => (typeof step === "object" && step !== null && "key" in step ? step.key : step));
      return where.length === 0 ? message : `${where.map(String).join(".")}: ${message}`;
    });
    return { problem: problems.join("; ") };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

/** Some schemas give the very object on, and a tool may change it: the history keeps what the model wrote. */
function copyOf(input: unknown): unknown {
  try {
    return structuredClone(input);
  } catch {
    return input;
  }
}

/** Asks a model's server for its models, so that a wrong address, key or name is known before somebody calls. */
import type { Clock } from "../internal/index.ts";
import type { ModelAddress } from "./model-address.ts";
import { explainRefusal, explainUnreachable, type ModelAccess } from "./model-trouble.ts";
import { didYouMean } from "./nearest.ts";

export interface ModelCheck extends ModelAccess {
  readonly clock: Clock;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

const limitMs = 2_000;
const mostNames = 5;

/** Never throws. @returns one line that says what is wrong and what to do; undefined when nothing is known to be. */
export async function checkModel({ address, key, clock, signal }: ModelCheck): Promise<string | undefined> {
  const { baseUrl } = address;
  const limit = new AbortController();
  const timer = clock.setTimeout(() => limit.abort(), limitMs);
  try {
    const response = await fetch(`${baseUrl}/models`, {
      headers: key === undefined ? {} : { authorization: `Bearer ${key.value}` },
      signal: AbortSignal.any([signal, limit.signal]),
    });
    if (response.ok) return judgeNames(address, await response.json());
    return explainRefusal({ address, key }, { path: "/models", status: response.status, body: "" });
  } catch (error) {
    if (signal.aborted) return undefined;
    if (limit.signal.aborted) return `the model's server at ${baseUrl} did not answer within ${limitMs} ms: see to it`;
    if (error instanceof SyntaxError) return `${baseUrl}/models answers with no JSON: check the URL of --model`;
    return explainUnreachable(address, error);
  } finally {
    clock.clearTimeout(timer);
  }
}

/** A server that lists nothing may still have the model. */
function judgeNames({ baseUrl, model }: ModelAddress, list: unknown): string | undefined {
  const names = namesIn(list);
  // Some servers add a tag to a name that has none.
  const shortNames = names.map((name) => name.replace(/:latest$/, ""));
  if (names.length === 0 || names.includes(model) || shortNames.includes(model)) return undefined;
  const some = `${names.slice(0, mostNames).join(", ")}${names.length > mostNames ? ", …" : ""}`;
  return (
    `the model's server at ${baseUrl} does not list "${model}".${didYouMean(model, shortNames)} ` +
    `It has ${some}: mend the name behind the # of --model`
  );
}

function namesIn(list: unknown): string[] {
  const data = typeof list === "object" && list !== null && "data" in list ? list.data : undefined;
  if (!Array.isArray(data)) return [];
  return data.flatMap((model: { id?: unknown } | null) => (typeof model?.id === "string" ? [model.id] : []));
}

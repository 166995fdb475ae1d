/** Asks a model's server for its models, so that a wrong address, key or name is known before somebody calls. */
import type { Clock } from "../internal/index.ts";
import type { ModelAddress } from "./model-address.ts";

export interface ModelCheck {
  readonly address: ModelAddress;
  readonly apiKey: string | undefined;
  readonly clock: Clock;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

const limitMs = 2_000;
const mostNames = 5;

/** Never throws. @returns one line that says what is wrong and what to do; undefined when nothing is known to be. */
export async function checkModel({ address, apiKey, clock, signal }: ModelCheck): Promise<string | undefined> {
  const { baseUrl } = address;
  const limit = new AbortController();
  const timer = clock.setTimeout(() => limit.abort(), limitMs);
  try {
    const response = await fetch(`${baseUrl}/models`, {
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.any([signal, limit.signal]),
    });
    return response.ok ? judgeNames(address, await response.json()) : judgeStatus(baseUrl, response.status);
  } catch (error) {
    if (signal.aborted) return undefined;
    if (limit.signal.aborted) return `the model's server at ${baseUrl} did not answer within ${limitMs} ms: see to it`;
    if (error instanceof SyntaxError) return `${baseUrl}/models answers with no JSON: check the URL of --model`;
    return `no model's server is reached at ${baseUrl}${codeOf(error)}: start it, or mend --model; until then callers hear an apology`;
  } finally {
    clock.clearTimeout(timer);
  }
}

function judgeStatus(baseUrl: string, status: number): string {
  if (status === 401 || status === 403) {
    return `the model's server at ${baseUrl} refuses the key (${status}): set REPARTEE_MODEL_API_KEY`;
  }
  return `${baseUrl}/models answers with ${status}: check the URL of --model; many end in /v1`;
}

/** A server that lists nothing may still have the model. */
function judgeNames({ baseUrl, model }: ModelAddress, list: unknown): string | undefined {
  const names = namesIn(list);
  // Some servers add a tag to a name that has none.
  if (names.length === 0 || names.some((name) => name === model || name === `${model}:latest`)) return undefined;
  const more = names.length > mostNames ? ", …" : "";
  return `the model's server at ${baseUrl} does not list "${model}"; it has ${names.slice(0, mostNames).join(", ")}${more}`;
}

function namesIn(list: unknown): string[] {
  const data = typeof list === "object" && list !== null && "data" in list ? list.data : undefined;
  if (!Array.isArray(data)) return [];
  return data.flatMap((model: { id?: unknown } | null) => (typeof model?.id === "string" ? [model.id] : []));
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === "string" ? ` (${cause.code})` : "";
}

/** What is wrong with a model's server, in one line that says what to do: the same at the start and during a call. */
import type { ModelAddress, ModelKey } from "./model-address.ts";

export interface ModelAccess {
  readonly address: ModelAddress;
  readonly key: ModelKey | undefined;
}

const speaksNoTls = "ERR_SSL_WRONG_VERSION_NUMBER";

/** @param error what `fetch` threw. */
export function explainUnreachable({ baseUrl }: ModelAddress, error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  if (cause?.code === speaksNoTls) {
    return `the model's server at ${baseUrl} speaks no TLS: write http:// instead of https:// in --model`;
  }
  const code = typeof cause?.code === "string" ? ` (${cause.code})` : "";
  return `no model's server is reached at ${baseUrl}${code}: start it, or mend --model; until then callers hear an apology`;
}

export interface Refusal {
  /** What was asked for, below the server's URL. */
  readonly path: string;
  readonly status: number;
  /** What came with it. It may quote the conversation, so it is looked at and not shown. */
  readonly body: string;
}

export function explainRefusal({ address, key }: ModelAccess, { path, status, body }: Refusal): string {
  const { baseUrl, model } = address;
  const server = `the model's server at ${baseUrl}`;
  if (status === 401 || status === 403) {
    return key === undefined
      ? `${server} wants a key (${status}): set REPARTEE_MODEL_API_KEY`
      : `${server} refuses the key (${status}): check what ${key.variable} holds`;
  }
  if (status === 404 && body.includes(model)) {
    return `${server} has no model "${model}" (404): mend the name behind the # of --model, or let the server fetch it`;
  }
  if (status === 404 || status === 405) {
    return `${baseUrl}${path} answers with ${status}: check the URL of --model; many end in /v1`;
  }
  if (status === 400 && /\btools?\b|function.call/i.test(body) && /support|enable|allow/i.test(body)) {
    return (
      `${server} lets "${model}" call no tools (400), but the agent hangs up with one: take a model that can, such as ` +
      "llama3.1, or let the server allow it, such as vLLM with --enable-auto-tool-choice"
    );
  }
  if (status === 429)
    return `${server} wants no more requests for now (429): wait, or see to your limits and credit there`;
  return `${server} answers with ${status}: look into its log`;
}

/** Reads what `--model` says: which model, and on which server. */
import { ReparteeError } from "../errors.ts";

export interface ModelAddress {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly model: string;
  /** As people read it. */
  readonly name: string;
}

const kind = "openai-compatible:";
const form = `${kind}http://localhost:11434/v1#llama3`;

/** @throws ReparteeError `bad-option` that shows the form. */
export function parseModelAddress(text: string): ModelAddress {
  const refuse = (why: string): never => {
    throw new ReparteeError("bad-option", `--model ${why}. Write it like ${form}`);
  };
  if (!text.startsWith(kind)) refuse(`must begin with ${kind}`);
  const [address = "", ...rest] = text.slice(kind.length).split("#");
  const model = rest.join("#").trim();
  if (model === "") refuse("must name a model after a #");
  if (!URL.canParse(address)) refuse("must hold the URL of a server");
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") refuse("must hold a URL of http or https");
  // It is shown on the screen and in logs.
  if (url.username !== "" || url.password !== "")
    refuse("must not hold a password: set REPARTEE_MODEL_API_KEY instead");
  if (url.search !== "") refuse("must not hold a query");
  const baseUrl = `${url.origin}${url.pathname}`.replace(/\/+$/, "");
  return { baseUrl, model, name: `${model} at ${baseUrl}` };
}

/** OpenAI's key goes to OpenAI only: another server must not see it. */
export function findModelKey(
  { baseUrl }: ModelAddress,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { REPARTEE_MODEL_API_KEY: own, OPENAI_API_KEY: openAi } = environment;
  if (own !== undefined && own !== "") return own;
  return openAi !== "" && new URL(baseUrl).origin === "https://api.openai.com" ? openAi : undefined;
}

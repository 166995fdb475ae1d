/** Reads what `--model` says: which model, and on which server. */
import { ReparteeError } from "../errors.ts";

export interface ModelAddress {
  /** Without a slash, or the path of the chat completions, at its end. */
  readonly baseUrl: string;
  readonly model: string;
  /** As people read it. */
  readonly name: string;
}

const kind = "openai-compatible:";
const form = `${kind}http://localhost:11434/v1#llama3.1`;

/** @throws ReparteeError `bad-option` that shows the form. */
export function parseModelAddress(text: string): ModelAddress {
  const refuse = (why: string): never => {
    throw new ReparteeError("bad-option", `--model ${why}. Write it like ${form}`);
  };
  if (!text.startsWith(kind)) refuse(`must begin with ${kind}${otherKindIn(text)}`);
  const [address = "", ...rest] = text.slice(kind.length).split("#");
  const model = rest.join("#").trim();
  // Where the # is lost, it is to such a file.
  if (model === "") refuse("must name a model after a # (in a .env file, put it all in quotes: # begins a comment)");
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) refuse("must hold a URL with http:// or https://");
  const url = new URL(address);
  // It is shown on the screen and in logs.
  if (url.username !== "" || url.password !== "")
    refuse("must not hold a password: set REPARTEE_MODEL_API_KEY instead");
  if (url.search !== "") refuse("must not hold a query");
  const baseUrl = `${url.origin}${url.pathname}`.replace(/(?:\/chat\/completions)?\/*$/, "").replace(/\/+$/, "");
  return { baseUrl, model, name: `${model} at ${baseUrl}` };
}

/** `, not …:` for the slip of a finger, so that it is seen. */
function otherKindIn(text: string): string {
  const [, other] = /^([a-z-]+):(?!\/\/)/i.exec(text) ?? [];
  return other === undefined ? "" : `, not ${other}:`;
}

export interface ModelKey {
  readonly value: string;
  /** Where it came from. */
  readonly variable: string;
}

/**
 * OpenAI's key goes to OpenAI only: another server must not see it.
 *
 * @throws ReparteeError `bad-option` that does not show it, when it cannot be sent.
 */
export function findModelKey(
  { baseUrl }: ModelAddress,
  environment: Readonly<Record<string, string | undefined>>,
): ModelKey | undefined {
  const isOpenAi = new URL(baseUrl).origin === "https://api.openai.com";
  for (const variable of ["REPARTEE_MODEL_API_KEY", ...(isOpenAi ? ["OPENAI_API_KEY"] : [])]) {
    const value = environment[variable]?.trim() ?? "";
    if (value === "") continue;
    if (/^[\x21-\x7e]+$/.test(value)) return { value, variable };
    throw new ReparteeError(
      "bad-option",
      `${variable} holds a blank, a line break or a letter that no key has, such as a curly quote: copy the key anew`,
    );
  }
  return undefined;
}

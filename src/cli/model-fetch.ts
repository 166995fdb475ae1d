/** The `fetch` of a model's provider: tells whoever looks at the screen why a request failed, without the key. */
import { explainRefusal, explainUnreachable, type ModelAccess } from "./model-trouble.ts";

const path = "/chat/completions";

/** @param onTrouble takes one line for each request that failed; not for those that were given up. */
export function createModelFetch(access: ModelAccess, onTrouble: (advice: string) => void): typeof fetch {
  const { address, key } = access;
  return async (input, init) => {
    try {
      const response = await fetch(input, init);
      if (response.ok) return response;
      const body = await response.text();
      onTrouble(explainRefusal(access, { path, status: response.status, body }));
      return withoutKey(response, body, key?.value);
    } catch (error) {
      if (init?.signal?.aborted !== true) onTrouble(explainUnreachable(address, error));
      throw error;
    }
  };
}

/** Some servers quote the key that they refuse, and what they say goes into the log. */
function withoutKey({ status, statusText, headers }: Response, body: string, key: string | undefined): Response {
  const type = headers.get("content-type");
  return new Response(key === undefined ? body : body.replaceAll(key, "[key]"), {
    status,
    statusText,
    ...(type === null ? {} : { headers: { "content-type": type } }),
  });
}

import { expect, test } from "vitest";
import { createModelFetch } from "./model-fetch.ts";

test("a request that was given up is no trouble of the server's", async () => {
  const troubles: string[] = [];
  const address = { baseUrl: "http://127.0.0.1:9/v1", model: "m", name: "m" };
  const fetchModel = createModelFetch({ address, key: undefined }, (advice) => troubles.push(advice));
  const request = fetchModel(`${address.baseUrl}/chat/completions`, { signal: AbortSignal.abort("interrupted") });
  await expect(request).rejects.toBe("interrupted");
  expect(troubles).toEqual([]);
});

/** A server that takes the place of a language model's provider: on a port of this machine, and with a script. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ReparteeError } from "../../errors.ts";
import type { ModelServerRequest } from "./request.ts";
import { type ModelServerOptions, ScriptedProvider } from "./scripted-provider.ts";

export interface ModelServer extends AsyncDisposable {
  /** What providers are given as their base URL, such as "http://127.0.0.1:49152/v1". */
  readonly baseUrl: string;
  /** All that came so far, in order; without questions for the list of models. */
  readonly requests: readonly ModelServerRequest[];
  /** Resolves with the request of this index (from 0), which may have come already. Never, when it does not come. */
  request(index: number): Promise<ModelServerRequest>;
  /**
   * @throws Error when steps of the script are left, when a request came beyond its end, or when one was not what its
   * step expects. It names them all.
   */
  assertUsedUp(): void;
  /**
   * Breaks what is still open, and asserts that the script was used up, unless an assertion said already that it was
   * not. After a test that failed otherwise, `await using` shows both: what failed first is the one called suppressed.
   */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Speaks OpenAI's chat completions and responses and Anthropic's messages, with streaming and without, as its script
 * says. What Anthropic would refuse of the conversation (such as tool calls without results, or without `tools`) is
 * refused with 400, and fails the test. It is HTTP in real time: keep the script's times short, and give the call a real
 * clock.
 *
 * @throws ReparteeError `bad-option` when the script is neither a list nor a function.
 *
 * @example
 * await using server = await startModelServer({ script: [{ text: "We are open till nine." }] });
 * const provider = createOpenAICompatible({ name: "test", baseURL: server.baseUrl });
 * const agent = llmAgent({ model: provider("any"), instructions: "You are Ava." });
 */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  if (!Array.isArray(options.script) && typeof options.script !== "function") {
    throw new ReparteeError(
      "bad-option",
      'startModelServer: script must be a list, such as [{ text: "Hello." }], or a function of the request',
    );
  }
  const provider = new ScriptedProvider(options);
  const http = createServer((request, response) => void provider.take(request, response));
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(0, "127.0.0.1", resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    requests: provider.requests,
    request: (index) => provider.request(index),
    assertUsedUp: () => provider.assertUsedUp(),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
      if (!provider.hasComplained) provider.assertUsedUp();
    },
  };
}

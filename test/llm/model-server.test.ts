/** What a model server does besides answering: expectations, refusals, and the end of its script. */
import { describe, expect, test } from "vitest";
import {
  type ModelServer,
  type ModelServerOptions,
  type ModelServerStep,
  type RequestPattern,
  startModelServer,
} from "../../src/testing/index.ts";

const chat = {
  model: "any",
  messages: [
    { role: "system", content: "You are Ava." },
    { role: "user", content: "When are you open?" },
  ],
  tools: [{ type: "function", function: { name: "weather" } }],
};

function post(server: ModelServer, body: object = chat, path = "/chat/completions"): Promise<Response> {
  return fetch(`${server.baseUrl}${path}`, { method: "POST", body: JSON.stringify(body) });
}

/** Runs a script, and gives back what the end of it says; undefined when it says nothing. */
async function complaint(options: ModelServerOptions, use: (server: ModelServer) => unknown): Promise<unknown> {
  const server = await startModelServer(options);
  await use(server);
  return server[Symbol.asyncDispose]().then(
    () => undefined,
    (error: Error) => error.message,
  );
}

const hello: ModelServerStep = { text: "Hello." };

describe("a model server fails its test", () => {
  test("not when its script was kept to", async () => {
    expect(
      await complaint({ script: [hello, hello] }, async (server) => [await post(server), await post(server)]),
    ).toBe(undefined);
  });

  test("when steps are left", async () => {
    expect(await complaint({ script: [hello, hello, hello] }, (server) => post(server))).toBe(
      "the model server's script was not kept to: 2 of its 3 steps were not asked for, from step 2 on",
    );
  });

  test("when a request comes beyond its end, and that request, too", async () => {
    const statuses: number[] = [];
    const twice = async (server: ModelServer): Promise<void> => {
      for (const _ of [1, 2]) statuses.push((await post(server)).status);
    };
    expect(await complaint({ script: [hello] }, twice)).toContain("request 2 came, but the script has no step for it");
    expect(statuses).toEqual([200, 400]);
  });

  test("when a script that is a function throws, and that request, too", async () => {
    const script = (): ModelServerStep => {
      throw new Error("I know nothing of this");
    };
    const asked = async (server: ModelServer): Promise<void> => expect((await post(server)).status).toBe(400);
    expect(await complaint({ script }, asked)).toContain(
      "the script threw for request 1: Error: I know nothing of this",
    );
  });

  test("when a request comes for something else", async () => {
    expect(await complaint({ script: [] }, (server) => post(server, chat, "/embeddings"))).toContain(
      "a request came for POST /v1/embeddings",
    );
  });

  test("only once: not again at its end, when an assertion said so already", async () => {
    const use = (server: ModelServer): void => expect(() => server.assertUsedUp()).toThrow("1 of its 1 steps was not");
    expect(await complaint({ script: [hello] }, use)).toBe(undefined);
  });

  const wrong: readonly (readonly [RequestPattern, string])[] = [
    [{ lastUserText: "closed" }, 'the newest message of the user should hold "closed", but is "When are you open?"'],
    [{ lastUserText: /^open/ }, "the newest message of the user should hold /^open/"],
    [{ instructions: "Bob" }, 'the instructions should hold "Bob", but is "You are Ava."'],
    [{ lastToolResult: "21" }, 'the newest result of a tool should hold "21", but there is none'],
    [{ toolNames: [] }, "the tools should be [], but are [weather]"],
    [() => false, "expect() answered false"],
    [({ messages }) => expect(messages).toHaveLength(3), "expect() threw: expected"],
  ];
  test.each(wrong)("when a request is not as expected: %o", async (pattern, message) => {
    const answer = complaint({ script: [{ ...hello, expect: pattern }] }, async (server) => {
      expect((await post(server)).status).toBe(400);
    });
    expect(await answer).toContain(`in request 1, ${message}`);
  });

  test("but not when all of it holds", async () => {
    const pattern = { lastUserText: /OPEN/i, instructions: "Ava", toolNames: ["weather"] };
    const use = async (server: ModelServer): Promise<void> => expect((await post(server)).status).toBe(200);
    expect(await complaint({ script: [{ ...hello, expect: pattern }] }, use)).toBe(undefined);
  });
});

describe("a model server", () => {
  test("refuses as it is told", async () => {
    await using server = await startModelServer({ script: [{ status: 429, retryAfterS: 7, message: "Slow down." }] });
    const response = await post(server);
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(await response.json()).toMatchObject({ error: { message: "Slow down.", type: "rate_limit_error" } });
    expect(await server.requests[0]?.ended).toBe("refused");
  });

  const use = (id: string) => ({ role: "assistant", content: [{ type: "tool_use", id, name: "weather", input: {} }] });
  const result = (id: string) => ({ role: "user", content: [{ type: "tool_result", tool_use_id: id, content: "21" }] });
  const refused: readonly (readonly [string, readonly object[], string])[] = [
    ["one that the assistant begins", [{ role: "assistant", content: "Hi." }], 'must use the "user" role'],
    ["empty text", [{ role: "user", content: "" }], "blocks must be non-empty"],
    ["blank text", [{ role: "user", content: " " }], "blocks must contain non-whitespace text"],
    [
      "a trailing blank",
      [
        { role: "user", content: "a" },
        { role: "assistant", content: "b " },
      ],
      "trailing whitespace",
    ],
    [
      "a call without result",
      [{ role: "user", content: "a" }, use("c"), { role: "user", content: "b" }],
      "messages.1: ",
    ],
    ["a result without call", [{ role: "user", content: "a" }, result("c")], "messages.1: unexpected `tool_use_id`"],
    ["an id twice", [{ role: "user", content: "a" }, use("c"), result("c"), use("c"), result("c")], "must be unique"],
    ["an id of its own kind", [{ role: "user", content: "a" }, use("c:0"), result("c:0")], "should match pattern"],
  ];
  const withTools = (messages: readonly object[]) => ({ model: "any", messages, tools: [{ name: "weather" }] });
  test.each(refused)("refuses a conversation that Anthropic refuses: %s", async (_what, messages, why) => {
    const said = complaint({ script: [hello] }, async (server) => {
      const response = await post(server, withTools(messages), "/messages");
      expect(response.status).toBe(400);
      expect((await response.text()).toLowerCase()).toContain(JSON.stringify(why).slice(1, -1).toLowerCase());
    });
    expect(await said).toContain("request 1 is one that the provider refuses: ");
  });

  test("refuses tool calls where there are no tools, as Anthropic does, and takes them where there are", async () => {
    // Only the assistant's words must not end with a blank.
    const messages = [{ role: "user", content: "a " }, use("c"), result("c"), { role: "user", content: "b " }];
    const said = complaint({ script: [hello, hello] }, async (server) => {
      const response = await post(server, { model: "any", messages }, "/messages");
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("must define tools.")]);
      expect((await post(server, withTools(messages), "/messages")).status).toBe(200);
    });
    expect(await said).toContain("request 1 is one that the provider refuses");
  });

  test("lists its models, and refuses others", async () => {
    await using server = await startModelServer({ script: [], models: ["llama"] });
    expect(await (await fetch(`${server.baseUrl}/models`)).json()).toMatchObject({ data: [{ id: "llama" }] });
    const response = await post(server);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("The model 'any' does not exist.");
  });

  test("takes what is no JSON for an empty request", async () => {
    await using server = await startModelServer({ script: [hello] });
    const response = await fetch(`${server.baseUrl}/messages`, { method: "POST", body: "{" });
    expect(response.status).toBe(200);
    expect(server.requests).toMatchObject([{ api: "messages", model: "", instructions: "", messages: [] }]);
  });

  test("knows what a reference to an earlier item means, and refuses one to anything else", async () => {
    await using server = await startModelServer({
      script: [{ toolCalls: [{ id: "call_a", name: "weather", input: { city: "Rome" } }] }, hello],
    });
    const first = (await (await post(server, { model: "any", input: "Hi." }, "/responses")).json()) as {
      output: { id: string }[];
    };
    const refer = (id: string | undefined) =>
      post(server, { model: "any", input: [{ type: "item_reference", id }] }, "/responses");
    expect((await refer("fc_unknown")).status).toBe(404);
    expect((await refer(first.output[0]?.id)).status).toBe(200);
    expect(server.requests.at(-1)?.messages).toEqual([
      { role: "assistant", text: "", toolCalls: [{ id: "call_a", name: "weather", input: { city: "Rome" } }] },
    ]);
  });

  test("stalls until the client leaves", async () => {
    await using server = await startModelServer({ script: [{ text: "We are open.", stallAfter: 1 }] });
    const stop = new AbortController();
    const body = JSON.stringify({ ...chat, stream: true });
    const response = await fetch(`${server.baseUrl}/chat/completions`, { method: "POST", body, signal: stop.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("We ")) text += (await reader?.read())?.value ?? "";
    const left = expect(reader?.read()).rejects.toThrow();
    stop.abort();
    await left;
    expect(await server.requests[0]?.ended).toBe("abandoned");
    expect(text).not.toContain("are");
  });

  test("answers by a function of the request, as often as it is asked", async () => {
    const script: ModelServerOptions["script"] = ({ model, messages }, index) => ({
      text: `${index}: ${model} was asked ${messages.at(-1)?.text}`,
    });
    await using server = await startModelServer({ script });
    await post(server);
    expect(await (await post(server)).text()).toContain("When are you open?");
    expect(server.requests).toHaveLength(2);
  });

  test("needs a script", async () => {
    await expect(startModelServer({} as ModelServerOptions)).rejects.toThrow("script must be a list");
  });
});

/** Models of the AI SDK as models of an agent, with the SDK's own mock in the provider's place. */
import { defaultSettingsMiddleware, simulateReadableStream, wrapLanguageModel } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { toModel } from "../../src/agents/llm/ai-sdk.ts";
import { endCall, type ModelMessage, type ModelPart, type ModelRequest, tool } from "../../src/agents/llm/index.ts";

type Stream = Awaited<ReturnType<MockLanguageModelV3["doStream"]>>["stream"];
type StreamPart = Stream extends ReadableStream<infer Part> ? Part : never;

const finish: StreamPart = {
  type: "finish",
  finishReason: { unified: "stop", raw: "stop" },
  usage: {
    inputTokens: { total: 12, noCache: 4, cacheRead: 8, cacheWrite: undefined },
    outputTokens: { total: 3, text: 3, reasoning: undefined },
  },
};

function mockModel(...parts: readonly StreamPart[]): MockLanguageModelV3 {
  return mockModelOf("mock.chat", ...parts);
}

function mockModelOf(provider: string, ...parts: readonly StreamPart[]): MockLanguageModelV3 {
  return new MockLanguageModelV3({
    modelId: "mock",
    provider,
    doStream: async () => ({
      stream: simulateReadableStream({ chunks: [...parts], initialDelayInMs: null, chunkDelayInMs: null }),
    }),
  });
}

function textParts(...deltas: readonly string[]): StreamPart[] {
  return [
    { type: "text-start", id: "t" },
    ...deltas.map((delta): StreamPart => ({ type: "text-delta", id: "t", delta })),
    { type: "text-end", id: "t" },
  ];
}

const weather = tool({
  description: "Tells the temperature.",
  input: z.object({ city: z.string() }),
  effect: "read",
  run: () => 21,
});

async function generate(model: unknown, request: Partial<ModelRequest> = {}): Promise<ModelPart[]> {
  const parts: ModelPart[] = [];
  const whole: ModelRequest = {
    instructions: "You are Ava.",
    messages: [{ role: "user", text: "Hello." }],
    tools: {},
    mayCallTools: true,
    signal: new AbortController().signal,
    ...request,
  };
  for await (const part of toModel(model).generate(whole)) parts.push(part);
  return parts;
}

describe("what a model of the AI SDK generates", () => {
  test("comes as text, tool calls and what it took", async () => {
    const model = mockModel(
      ...textParts("Let me ", "look."),
      { type: "tool-input-start", id: "c", toolName: "weather" },
      { type: "tool-input-delta", id: "c", delta: '{"city":"Rome"}' },
      { type: "tool-input-end", id: "c" },
      { type: "tool-call", toolCallId: "c", toolName: "weather", input: '{"city":"Rome"}' },
      finish,
    );
    expect(await generate(model, { tools: { weather } })).toEqual([
      { type: "text", text: "Let me " },
      { type: "text", text: "look." },
      { type: "tool-call-started", name: "weather" },
      { type: "tool-call", call: { callId: "c", name: "weather", input: { city: "Rome" } } },
      { type: "end", usage: { inputTokens: 12, outputTokens: 3, cachedInputTokens: 8 }, reason: "stop" },
    ]);
  });

  test("is a tool call also when its input is no JSON or its name unknown: the agent tells the model", async () => {
    const model = mockModel(
      { type: "tool-call", toolCallId: "c", toolName: "weather", input: '{"city":' },
      { type: "tool-call", toolCallId: "d", toolName: "whether", input: "{}" },
      finish,
    );
    const calls = (await generate(model, { tools: { weather } })).filter(({ type }) => type === "tool-call");
    expect(calls).toEqual([
      { type: "tool-call", call: { callId: "c", name: "weather", input: '{"city":' } },
      { type: "tool-call", call: { callId: "d", name: "whether", input: {} } },
    ]);
  });

  test("is thrown when it is an error, at once or within the stream", async () => {
    const refusing = new MockLanguageModelV3({ doStream: () => Promise.reject(new Error("no quota")) });
    await expect(generate(refusing)).rejects.toThrow("no quota");
    const breaking = mockModel(...textParts("We are"), { type: "error", error: new Error("overloaded") });
    await expect(generate(breaking)).rejects.toThrow("overloaded");
  });

  test("ends with the reason of the signal", async () => {
    const stop = new AbortController();
    stop.abort(new Error("withdrawn"));
    await expect(generate(mockModel(finish), { signal: stop.signal })).rejects.toThrow("withdrawn");
  });
});

describe("what a model of the AI SDK is told", () => {
  const prompt = async (messages: readonly ModelMessage[]): Promise<unknown> => {
    const model = mockModel(finish);
    await generate(model, { messages });
    return model.doStreamCalls[0]?.prompt;
  };

  test("is the instructions, and the history with every call and result", async () => {
    expect(
      await prompt([
        { role: "user", text: "How warm is it?" },
        { role: "assistant", text: "Let me look.", toolCalls: [{ callId: "c", name: "weather", input: {} }] },
        { role: "tool", results: [{ callId: "c", name: "weather", content: "out of order", successful: false }] },
      ]),
    ).toMatchObject([
      { role: "system", content: "You are Ava." },
      { role: "user", content: [{ type: "text", text: "How warm is it?" }] },
      {
        role: "assistant",
        content: [
          { type: "text", text: "Let me look." },
          { type: "tool-call", toolCallId: "c", toolName: "weather", input: {} },
        ],
      },
      {
        role: "tool",
        content: [{ type: "tool-result", toolCallId: "c", output: { type: "error-text", value: "out of order" } }],
      },
    ]);
  });

  test("holds no text that is blank: providers refuse it", async () => {
    const toolCalls = [{ callId: "c", name: "weather", input: {} }];
    const results = [{ callId: "c", name: "weather", content: "\n", successful: true }];
    const model = mockModel(finish);
    await generate(model, {
      instructions: " ",
      messages: [
        { role: "user", text: "How warm is it?" },
        { role: "assistant", text: "\n\n", toolCalls },
        { role: "tool", results },
      ],
    });
    expect(model.doStreamCalls[0]?.prompt).toMatchObject([
      { role: "user" },
      { content: [{ type: "tool-call" }] },
      { content: [{ output: { value: "(nothing)" } }] },
    ]);
  });

  test("holds only objects as inputs of tools: providers refuse anything else", async () => {
    const toolCalls = [{ callId: "c", name: "weather", input: '{"city":' }];
    const results = [{ callId: "c", name: "weather", content: "no JSON", successful: false }];
    expect(
      await prompt([
        { role: "user", text: "How warm is it?" },
        { role: "assistant", text: "", toolCalls },
        { role: "tool", results },
      ]),
    ).toMatchObject([{}, {}, { content: [{ type: "tool-call", input: { input: '{"city":' } }] }, {}]);
  });

  test("holds what the provider gave along, but no ids of what it may not have stored", async () => {
    const model = mockModel(
      {
        type: "reasoning-start",
        id: "r",
        providerMetadata: { openai: { itemId: "rs", reasoningEncryptedContent: null } },
      },
      { type: "reasoning-delta", id: "r", delta: "Stored." },
      { type: "reasoning-end", id: "r" },
      { type: "reasoning-start", id: "q" },
      { type: "reasoning-delta", id: "q", delta: "Signed." },
      { type: "reasoning-end", id: "q", providerMetadata: { other: { signature: "s" } } },
      {
        type: "tool-call",
        toolCallId: "c",
        toolName: "weather",
        input: "{}",
        providerMetadata: { openai: { itemId: "fc" }, google: { thoughtSignature: "t" } },
      },
      finish,
    );
    const toolCalls = (await generate(model, { tools: { weather } })).flatMap((part) =>
      part.type === "tool-call" ? [part.call] : [],
    );
    const results = [{ callId: "c", name: "weather", content: "21", successful: true }];
    await generate(model, {
      messages: [
        { role: "user", text: "How warm is it?" },
        { role: "assistant", text: "", toolCalls },
        { role: "tool", results },
      ],
    });
    const { content } = model.doStreamCalls[1]?.prompt[2] ?? {};
    expect(content).toEqual([
      { type: "reasoning", text: "Signed.", providerOptions: { other: { signature: "s" } } },
      expect.objectContaining({ type: "tool-call", providerOptions: { google: { thoughtSignature: "t" } } }),
    ]);
  });

  test("is the shape of each tool's input", async () => {
    const model = mockModel(finish);
    await generate(model, { tools: { weather, end_call: endCall() } });
    expect(model.doStreamCalls[0]?.tools).toMatchObject([
      { name: "weather", inputSchema: { properties: { city: { type: "string" } }, required: ["city"] } },
      { name: "end_call", inputSchema: { properties: { say: { type: "string" } }, required: ["say"] } },
    ]);
  });

  test("is also what wrapLanguageModel adds, such as a temperature", async () => {
    const inner = mockModel(finish);
    const middleware = defaultSettingsMiddleware({ settings: { temperature: 0.2, maxOutputTokens: 200 } });
    await generate(wrapLanguageModel({ model: inner, middleware }));
    expect(inner.doStreamCalls[0]).toMatchObject({ temperature: 0.2, maxOutputTokens: 200 });
  });

  test("names the tool whose schema has no shape to tell", async () => {
    const input = {
      "~standard": { version: 1, vendor: "homemade", validate: (value: unknown) => ({ value }) },
    } as const;
    const bare = tool({ description: "Does it.", input, effect: "read", run: () => 1 });
    await expect(generate(mockModel(finish), { tools: { bare } })).rejects.toThrow(/"bare" is a schema of homemade/);
  });
});

describe("anything else", () => {
  test.each([undefined, null, "", 5, {}, { modelId: "x" }])("is refused: %j", (model) => {
    expect(() => toModel(model)).toThrow("llmAgent: model must be a model of the AI SDK");
  });

  test.each([undefined, ""])("and so is a model of a provider whose name is %j", (modelId) => {
    const nameless = Object.assign(new MockLanguageModelV3(), { modelId });
    expect(() => toModel(nameless)).toThrow("the model has no name; if it comes from an environment variable");
  });
});

test("a model may be told of tools that it must not call any more", async () => {
  const toolChoices: unknown[] = [];
  const model = new MockLanguageModelV3({
    doStream: (options) => {
      toolChoices.push(options.toolChoice);
      throw new Error("enough");
    },
  });
  await expect(generate(model, { tools: { weather }, mayCallTools: false })).rejects.toThrow("enough");
  await expect(generate(model, { tools: { weather } })).rejects.toThrow("enough");
  expect(toolChoices).toEqual([{ type: "none" }, { type: "auto" }]);
});

describe("where no tool may be called, what was called before is told", () => {
  const messages: readonly ModelMessage[] = [
    { role: "user", text: "How warm is it?" },
    { role: "assistant", text: "", toolCalls: [{ callId: "c", name: "weather", input: { city: "Rome" } }] },
    { role: "tool", results: [{ callId: "c", name: "weather", content: "21", successful: true }] },
  ];
  const asked = async (provider: string, request: Partial<ModelRequest>) => {
    const model = mockModelOf(provider, finish);
    await generate(model, { messages, ...request });
    return model.doStreamCalls[0];
  };

  test("to Anthropic's models with tools of those names, which it insists on", async () => {
    expect(await asked("anthropic.messages", {})).toMatchObject({
      tools: [{ name: "weather", inputSchema: { type: "object" } }],
      toolChoice: { type: "none" },
    });
    const silent = await asked("anthropic.messages", { messages: [{ role: "user", text: "Hello." }] });
    expect(silent?.tools).toBeUndefined();
  });

  test("to Bedrock's in words, as the SDK would take it away", async () => {
    const note = '(You have called the tool "weather" with {"city":"Rome"}. The result: 21)';
    for (const request of [{}, { tools: { weather }, mayCallTools: false }]) {
      const { prompt } = (await asked("amazon-bedrock", request)) ?? {};
      expect(prompt?.slice(1)).toMatchObject([{ content: [{ text: `How warm is it?\n${note}` }] }]);
    }
    const { prompt } = (await asked("amazon-bedrock", { tools: { weather } })) ?? {};
    expect(JSON.stringify(prompt)).toContain("tool-result");
  });

  test("to others as it is, without tools that they would call", async () => {
    const call = await asked("mock.chat", {});
    expect(call?.tools).toBeUndefined();
    expect(JSON.stringify(call?.prompt)).toContain("tool-result");
  });
});

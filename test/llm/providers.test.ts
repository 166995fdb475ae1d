/** The AI SDK's own providers against a server that speaks like the real ones. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, type LanguageModel } from "ai";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { endCall, type LlmAgentOptions, llmAgent, tool } from "../../src/agents/llm/index.ts";
import { type ModelServer, type ModelServerStep, startModelServer } from "../../src/testing/index.ts";
import { openSpokenCall } from "./spoken-call.ts";

// It would tell the tests' output that it does not know these models.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

type ModelMaker = (server: ModelServer, name?: string) => LanguageModel;

const apiKey = "a-key";
const makers: readonly (readonly [string, ModelMaker])[] = [
  ["OpenAI chat", ({ baseUrl: baseURL }, name = "gpt") => createOpenAI({ baseURL, apiKey }).chat(name)],
  ["OpenAI responses", ({ baseUrl: baseURL }, name = "gpt") => createOpenAI({ baseURL, apiKey }).responses(name)],
  ["Anthropic", ({ baseUrl: baseURL }, name = "claude") => createAnthropic({ baseURL, apiKey })(name)],
  [
    "OpenAI-compatible",
    ({ baseUrl: baseURL }, name = "llama") =>
      createOpenAICompatible({ name: "test", baseURL, apiKey, includeUsage: true })(name),
  ],
];

const weather = tool({
  description: "Tells the temperature.",
  input: z.object({ city: z.string() }),
  effect: "read",
  run: ({ city }) => (city === "Rome" ? "21 degrees" : "unknown"),
});

/** Nothing that takes a moment on a busy machine is taken for silence. */
const patient: LlmAgentOptions["ladder"] = {
  holdAfterMs: 0,
  firstWordMs: 0,
  stallMs: 0,
  silenceMs: 0,
  apology: "Sorry.",
};
const instructions = "You are Ava.";

function openCall(model: unknown, options: Partial<LlmAgentOptions> = {}) {
  return openSpokenCall(llmAgent({ model, instructions, ladder: patient, ...options }));
}

const fallback: ModelServerStep = { text: "Good evening." };

describe.each(makers)("%s", (_name, makeModel) => {
  test("speaks, and counts its tokens", async () => {
    const usage = { inputTokens: 30, outputTokens: 7, cachedInputTokens: 20 };
    await using server = await startModelServer({
      script: [{ text: "We are open till nine. Come by.", usage, expect: { lastUserText: "open", instructions } }],
    });
    await using call = await openCall(makeModel(server));
    expect((await call.say("When are you open?")).text).toBe("We are open till nine. Come by.");
    expect(server.requests[0]).toMatchObject({ isStreaming: true, apiKey });
    expect(call.notes).toMatchObject([{ kind: "generation", outcome: "kept", isEstimated: false, ...usage }]);
  });

  test("is heard while it still writes", async () => {
    const text = ["We are open till nine. ", "Come ", "by."];
    await using server = await startModelServer({ script: [{ text, stallAfter: 2 }] });
    await using call = await openCall(makeModel(server));
    call.ask("When are you open?");
    expect(await call.nextWords()).toBe("We are open till nine. ");
  });

  test("calls tools, and is told their results, in this turn and later ones", async () => {
    const toolCalls = [
      { id: "call_a", name: "weather", input: { city: "Rome" } },
      { id: "call_b", name: "weather", input: { city: "Oslo" } },
    ];
    await using server = await startModelServer({
      script: [
        { text: "Let me look. ", toolCalls, expect: { toolNames: ["weather"] } },
        { text: "It is warm.", expect: { lastToolResult: "unknown" } },
        { text: "You are welcome." },
      ],
    });
    await using call = await openCall(makeModel(server), { tools: { weather } });
    expect((await call.say("How warm is it in Rome and in Oslo?")).text).toBe("Let me look. It is warm.");
    expect((await call.say("Thanks.")).text).toBe("You are welcome.");
    const [, second, third] = server.requests;
    expect(second?.messages).toEqual([
      { role: "user", text: "How warm is it in Rome and in Oslo?" },
      { role: "assistant", text: expect.stringContaining("Let me look."), toolCalls },
      { role: "tool", toolCallId: "call_a", text: "21 degrees" },
      { role: "tool", toolCallId: "call_b", text: "unknown" },
    ]);
    expect(third?.messages.filter(({ role }) => role === "tool")).toHaveLength(2);
    expect(third?.messages.at(-1)).toEqual({ role: "user", text: "Thanks." });
  });

  test("says nothing of its thoughts", async () => {
    await using server = await startModelServer({ script: [{ reasoning: "The caller is polite.", text: "Hello." }] });
    await using call = await openCall(makeModel(server));
    expect((await call.say("Hi.")).text).toBe("Hello.");
  });

  test("hangs up on the frame that carries the farewell", async () => {
    await using server = await startModelServer({
      script: [{ toolCalls: [{ name: "end_call", input: { say: "Goodbye." } }] }],
    });
    await using call = await openCall(makeModel(server), { tools: { end_call: endCall() } });
    expect((await call.say("Bye.")).frames.at(-1)).toMatchObject({ content: "Goodbye.", end_call: true });
  });

  test("gives way to the next model when it is refused, and is not asked twice", async () => {
    const statuses = [401, 429, 500, 529];
    await using server = await startModelServer({
      script: statuses.flatMap((status) => [{ status, retryAfterS: 60 }, fallback]),
    });
    await using call = await openCall([makeModel(server, "first"), makeModel(server, "second")]);
    for (const _ of statuses) expect((await call.say("Hello?")).text).toBe("Good evening.");
    expect(server.requests.map(({ model }) => model)).toEqual(statuses.flatMap(() => ["first", "second"]));
  });

  test("gives way to the next model when it sends garbage", async () => {
    await using server = await startModelServer({ script: [{ garbage: "<html>Bad gateway</html>" }, fallback] });
    await using call = await openCall([makeModel(server, "first"), makeModel(server, "second")]);
    expect((await call.say("Hello?")).text).toBe("Good evening.");
  });

  test("gives way to the next model when the stream breaks before a sentence", async () => {
    await using server = await startModelServer({ script: [{ text: "We are open", cutAfter: 2 }, fallback] });
    await using call = await openCall([makeModel(server, "first"), makeModel(server, "second")]);
    expect((await call.say("Hello?")).text).toBe("Good evening.");
    expect(await server.requests[0]?.ended).toBe("cut");
  });

  test("ends with its last whole sentence when the stream breaks after one", async () => {
    const text = ["We are open. ", "And we ", "would like"];
    await using server = await startModelServer({ script: [{ text, cutAfter: 2 }] });
    await using call = await openCall([makeModel(server, "first"), makeModel(server, "second")]);
    expect((await call.say("Hello?")).text.trim()).toBe("We are open.");
  });

  test("gives way to the next model when it stalls, and its request is closed", async () => {
    await using server = await startModelServer({ script: [{ text: "Never.", stallAfter: 0 }, fallback] });
    const ladder = { ...patient, firstWordMs: 300 };
    await using call = await openCall([makeModel(server, "first"), makeModel(server, "second")], { ladder });
    // The second one has as little time as the first, and a busy machine may take it.
    await call.say("Hello?");
    expect(await server.requests[0]?.ended).toBe("abandoned");
    expect(call.notes).toContainEqual(expect.objectContaining({ model: "first", outcome: "stalled" }));
  });

  test("is let go of when the caller goes on speaking: its request is closed", async () => {
    await using server = await startModelServer({ script: [{ text: "Never.", stallAfter: 0 }, fallback] });
    await using call = await openCall(makeModel(server));
    call.ask("I would like");
    const request = await server.request(0);
    expect((await call.say("to book a table.")).text).toBe("Good evening.");
    expect(await request.ended).toBe("abandoned");
    expect(call.notes).toMatchObject([{ outcome: "withdrawn" }, { outcome: "kept" }]);
  });

  test("also answers in one piece", async () => {
    await using server = await startModelServer({
      script: [
        { text: "Hello there.", reasoning: "Be short.", usage: { inputTokens: 9, outputTokens: 3 } },
        { toolCalls: [{ name: "weather", input: { city: "Rome" } }] },
      ],
    });
    const ask = () => generateText({ model: makeModel(server), prompt: "Hi.", maxRetries: 0 });
    expect(await ask()).toMatchObject({ text: "Hello there.", usage: { inputTokens: 9, outputTokens: 3 } });
    expect((await ask()).toolCalls).toMatchObject([{ toolName: "weather", input: { city: "Rome" } }]);
    expect(server.requests[0]?.isStreaming).toBe(false);
  });
});

const [, responses, anthropic, compatible] = makers.map(([, maker]) => maker) as [
  ModelMaker,
  ModelMaker,
  ModelMaker,
  ModelMaker,
];
const thoughtful: ModelServerStep = {
  reasoning: "I must look.",
  toolCalls: [{ id: "call_a", name: "weather", input: { city: "Rome" }, signature: "a signature" }],
};

describe("what a provider wants back with its tool calls", () => {
  test("is given back: Anthropic's signed thoughts", async () => {
    await using server = await startModelServer({ script: [thoughtful, { text: "It is 21." }] });
    await using call = await openCall(anthropic(server), { tools: { weather } });
    await call.say("How warm is it in Rome?");
    expect(server.requests[1]?.body.messages).toMatchObject([
      { role: "user" },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "I must look.", signature: "signature-of-1" },
          { type: "tool_use", id: "call_a" },
        ],
      },
      { role: "user" },
    ]);
  });

  test("is given back: the signatures and thoughts of compatible servers", async () => {
    const google: ModelMaker = ({ baseUrl: baseURL }) => createOpenAICompatible({ name: "google", baseURL })("gemini");
    await using server = await startModelServer({ script: [thoughtful, { text: "It is 21." }] });
    await using call = await openCall(google(server), { tools: { weather } });
    await call.say("How warm is it in Rome?");
    expect(server.requests[1]?.messages[1]).toMatchObject({
      reasoning: "I must look.",
      toolCalls: [{ id: "call_a", signature: "a signature" }],
    });
  });

  test("is no reference to what OpenAI may not have stored", async () => {
    await using server = await startModelServer({ script: [thoughtful, { text: "It is 21." }] });
    await using call = await openCall(responses(server), { tools: { weather } });
    await call.say("How warm is it in Rome?");
    const input = server.requests[1]?.body.input as { type?: string; id?: string }[];
    expect(input.map(({ type }) => type)).not.toContain("item_reference");
    expect(input.filter(({ id }) => id !== undefined)).toEqual([]);
    expect(input).toContainEqual(expect.objectContaining({ type: "function_call", call_id: "call_a" }));
  });

  test("is kept from other providers", async () => {
    await using server = await startModelServer({ script: [thoughtful, { status: 500 }, { text: "It is 21." }] });
    await using call = await openCall([anthropic(server), compatible(server)], { tools: { weather } });
    expect((await call.say("How warm is it in Rome?")).text).toBe("It is 21.");
    expect(server.requests[2]?.messages[1]).toEqual({
      role: "assistant",
      text: "",
      toolCalls: [{ id: "call_a", name: "weather", input: { city: "Rome" } }],
    });
  });
});

describe("what Anthropic would refuse is not asked of it:", () => {
  const calledBefore: ModelServerStep = { toolCalls: [{ id: "call_a", name: "weather", input: { city: "Rome" } }] };

  test("tool calls of the history, where there are no tools any more", async () => {
    await using server = await startModelServer({
      script: [calledBefore, { text: "It is 21." }, { text: "You are welcome.", expect: { toolNames: ["weather"] } }],
    });
    let isAsked = false;
    const tools: LlmAgentOptions["tools"] = () => (isAsked ? {} : { weather });
    await using call = await openCall(anthropic(server), { tools });
    await call.say("How warm is it in Rome?");
    isAsked = true;
    expect((await call.say("Thanks.")).text).toBe("You are welcome.");
    expect(server.requests[2]?.body.tool_choice).toEqual({ type: "none" });
    expect(server.requests[2]?.messages).toContainEqual({ role: "tool", toolCallId: "call_a", text: "21 degrees" });
  });

  test("ids of tool calls that another model has made up, or made up twice", async () => {
    const strange: ModelServerStep = {
      toolCalls: [{ id: "functions.weather:0", name: "weather", input: { city: "Rome" } }],
    };
    await using server = await startModelServer({
      script: [strange, { text: "It is 21." }, strange, { status: 500 }, { text: "Still 21." }],
    });
    await using call = await openCall([compatible(server), anthropic(server)], { tools: { weather } });
    expect((await call.say("How warm is it in Rome?")).text).toBe("It is 21.");
    expect((await call.say("And now?")).text).toBe("Still 21.");
    expect(server.requests.at(-1)?.api).toBe("messages");
  });

  test("blanks that the model wrote before a tool call", async () => {
    await using server = await startModelServer({
      script: [{ ...calledBefore, text: ["\n\n"] }, { text: "It is 21." }],
    });
    await using call = await openCall(anthropic(server), { tools: { weather } });
    expect((await call.say("How warm is it in Rome?")).text).toBe("It is 21.");
  });
});

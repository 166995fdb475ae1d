import { describe, expect, test } from "vitest";
import { findModelKey, parseModelAddress } from "./model-address.ts";

describe("--model", () => {
  test.each([
    ["openai-compatible:http://localhost:11434/v1#llama3", "http://localhost:11434/v1", "llama3"],
    ["openai-compatible:https://example.com/api/v1/#meta/llama-3:8b", "https://example.com/api/v1", "meta/llama-3:8b"],
    ["openai-compatible:http://[::1]:8000#a#b", "http://[::1]:8000", "a#b"],
  ])("names a server and a model: %s", (text, baseUrl, model) => {
    expect(parseModelAddress(text)).toEqual({ baseUrl, model, name: `${model} at ${baseUrl}` });
  });

  test.each([
    ["llama3", "must begin with openai-compatible:"],
    ["openai:gpt-5-mini", "must begin with openai-compatible:"],
    ["openai-compatible:http://localhost:11434/v1", "must name a model after a #"],
    ["openai-compatible:http://localhost:11434/v1# ", "must name a model after a #"],
    ["openai-compatible:localhost/v1#llama3", "must hold the URL of a server"],
    ["openai-compatible:localhost:11434#llama3", "must hold a URL of http or https"],
    ["openai-compatible:file:///etc/models#llama3", "must hold a URL of http or https"],
    ["openai-compatible:http://me:word@localhost/v1#llama3", "must not hold a password"],
    ["openai-compatible:http://localhost/v1?a=b#llama3", "must not hold a query"],
  ])("shows its form when it is wrong: %s", (text, message) => {
    const parse = () => parseModelAddress(text);
    expect(parse).toThrow(`--model ${message}`);
    expect(parse).toThrow("Write it like openai-compatible:http://localhost:11434/v1#llama3");
    expect(parse).not.toThrow("word@");
  });
});

describe("the key of a model's server", () => {
  const local = parseModelAddress("openai-compatible:http://localhost:11434/v1#llama3");
  const openAi = parseModelAddress("openai-compatible:https://api.openai.com/v1#gpt-5-mini");

  test("is the one that was set for it", () => {
    const environment = { REPARTEE_MODEL_API_KEY: "own", OPENAI_API_KEY: "theirs" };
    expect(findModelKey(local, environment)).toBe("own");
    expect(findModelKey(openAi, environment)).toBe("own");
  });

  test("is OpenAI's for OpenAI only: no other server sees it", () => {
    const environment = { REPARTEE_MODEL_API_KEY: "", OPENAI_API_KEY: "theirs" };
    expect(findModelKey(openAi, environment)).toBe("theirs");
    expect(findModelKey(local, environment)).toBe(undefined);
    const lookalike = parseModelAddress("openai-compatible:https://api.openai.com.example/v1#gpt");
    expect(findModelKey(lookalike, environment)).toBe(undefined);
    expect(findModelKey(openAi, {})).toBe(undefined);
  });
});

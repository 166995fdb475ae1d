import { describe, expect, test } from "vitest";
import { findModelKey, parseModelAddress } from "./model-address.ts";

describe("--model", () => {
  test.each([
    ["openai-compatible:http://localhost:11434/v1#llama3", "http://localhost:11434/v1", "llama3"],
    ["openai-compatible:https://example.com/api/v1/#meta/llama-3:8b", "https://example.com/api/v1", "meta/llama-3:8b"],
    ["openai-compatible:http://[::1]:8000#a#b", "http://[::1]:8000", "a#b"],
    ["openai-compatible:http://localhost:11434/v1/chat/completions#llama3", "http://localhost:11434/v1", "llama3"],
    ["openai-compatible:http://localhost:11434/chat/completions/#llama3", "http://localhost:11434", "llama3"],
  ])("names a server and a model: %s", (text, baseUrl, model) => {
    expect(parseModelAddress(text)).toEqual({ baseUrl, model, name: `${model} at ${baseUrl}` });
  });

  test.each([
    ["llama3", "must begin with openai-compatible:"],
    ["http://localhost:11434/v1#llama3", "must begin with openai-compatible:. "],
    ["openai:gpt-5-mini", "must begin with openai-compatible:, not openai:"],
    ["openai-compatable:http://localhost/v1#llama3", "must begin with openai-compatible:, not openai-compatable:"],
    ["openai-compatible:http://localhost:11434/v1", "must name a model after a #"],
    ["openai-compatible:http://localhost:11434/v1# ", "must name a model after a #"],
    ["openai-compatible:localhost/v1#llama3", "must hold a URL with http:// or https://"],
    ["openai-compatible:localhost:11434#llama3", "must hold a URL with http:// or https://"],
    ["openai-compatible:http//localhost/v1#llama3", "must hold a URL with http:// or https://"],
    ["openai-compatible:http:localhost/v1#llama3", "must hold a URL with http:// or https://"],
    ["openai-compatible:http://localhost:99999/v1#llama3", "must hold a URL with http:// or https://"],
    ["openai-compatible:file:///etc/models#llama3", "must hold a URL with http:// or https://"],
    ["openai-compatible:http://me:word@localhost/v1#llama3", "must not hold a password"],
    ["openai-compatible:http://localhost/v1?a=b#llama3", "must not hold a query"],
  ])("shows its form when it is wrong: %s", (text, message) => {
    const parse = () => parseModelAddress(text);
    expect(parse).toThrow(`--model ${message}`);
    expect(parse).toThrow("Write it like openai-compatible:http://localhost:11434/v1#llama3.1");
    expect(parse).not.toThrow("word@");
  });
});

describe("the key of a model's server", () => {
  const local = parseModelAddress("openai-compatible:http://localhost:11434/v1#llama3");
  const openAi = parseModelAddress("openai-compatible:https://api.openai.com/v1#gpt-5-mini");

  test("is the one that was set for it", () => {
    const environment = { REPARTEE_MODEL_API_KEY: "own", OPENAI_API_KEY: "theirs" };
    const own = { value: "own", variable: "REPARTEE_MODEL_API_KEY" };
    expect(findModelKey(local, environment)).toEqual(own);
    expect(findModelKey(openAi, environment)).toEqual(own);
  });

  test("is OpenAI's for OpenAI only: no other server sees it", () => {
    const environment = { REPARTEE_MODEL_API_KEY: "", OPENAI_API_KEY: "theirs" };
    expect(findModelKey(openAi, environment)).toEqual({ value: "theirs", variable: "OPENAI_API_KEY" });
    expect(findModelKey(local, environment)).toBe(undefined);
    const lookalike = parseModelAddress("openai-compatible:https://api.openai.com.example/v1#gpt");
    expect(findModelKey(lookalike, environment)).toBe(undefined);
    expect(findModelKey(openAi, {})).toBe(undefined);
  });

  test("may have blanks around it, as a file has that ends with a line break", () => {
    expect(findModelKey(local, { REPARTEE_MODEL_API_KEY: " own\n" })?.value).toBe("own");
  });

  test.each(["ow n", "ow\nn", "“own”"])("is refused, and not shown, when it cannot be sent: %j", (value) => {
    const find = () => findModelKey(local, { REPARTEE_MODEL_API_KEY: value });
    expect(find).toThrow("REPARTEE_MODEL_API_KEY holds a blank");
    expect(find).not.toThrow(value);
  });
});

import { describe, expect, test } from "vitest";
import { explainRefusal, explainUnreachable } from "./model-trouble.ts";

const address = { baseUrl: "http://localhost:11434/v1", model: "llama3", name: "llama3" };
const key = { value: "secret", variable: "OPENAI_API_KEY" };

function explain(status: number, body = "", access = { address, key: undefined as typeof key | undefined }): string {
  return explainRefusal(access, { path: "/chat/completions", status, body });
}

describe("a server that refuses", () => {
  test("wants a key, or another one", () => {
    expect(explain(401)).toContain("wants a key (401): set REPARTEE_MODEL_API_KEY");
    expect(explain(403, "secret", { address, key })).toMatch(
      /refuses the key \(403\): check what OPENAI_API_KEY holds$/,
    );
  });

  test("lacks the model, or the path", () => {
    expect(explain(404, 'model "llama3" not found')).toContain(
      'has no model "llama3" (404): mend the name behind the #',
    );
    expect(explain(404, "404 page not found")).toContain("/v1/chat/completions answers with 404: check the URL");
    expect(explain(405)).toContain("/v1/chat/completions answers with 405: check the URL");
  });

  test.each([
    "registry.ollama.ai/library/llama3 does not support tools",
    '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
    "Function calling is not enabled for this model",
  ])("has a model without tools: %s", (body) => {
    expect(explain(400, body)).toContain('lets "llama3" call no tools (400)');
  });

  test("has other reasons, which may quote the conversation and are not shown", () => {
    expect(explain(400, "the role of 'tool' must follow: my number is 42")).toMatch(
      /answers with 400: look into its log$/,
    );
    expect(explain(429)).toContain("wants no more requests for now (429): wait");
    expect(explain(503)).toContain("answers with 503: look into its log");
  });
});

test("a server that is not reached is named with the code of what went wrong, if there is one", () => {
  const withCode = (code: unknown) => new TypeError("fetch failed", { cause: { code } });
  expect(explainUnreachable(address, withCode("ENOTFOUND"))).toContain(
    "is reached at http://localhost:11434/v1 (ENOTFOUND): start",
  );
  expect(explainUnreachable(address, withCode(undefined))).toContain(
    "is reached at http://localhost:11434/v1: start it",
  );
  expect(explainUnreachable(address, "gone")).toContain("is reached at http://localhost:11434/v1: start it");
  expect(explainUnreachable(address, withCode("ERR_SSL_WRONG_VERSION_NUMBER"))).toContain(
    "speaks no TLS: write http:// instead of https://",
  );
});

import { expect, test } from "vitest";
import { errorLabel } from "./error-label.ts";

test("a provider's refusal is told apart from others by its status, and no word of it is told", () => {
  const refusal = Object.assign(new Error("Rate limit reached for Mrs Weber"), {
    name: "AI_APICallError",
    statusCode: 429,
  });
  expect(errorLabel(refusal)).toBe("AI_APICallError 429");
  expect(errorLabel(new Error("no model answered", { cause: refusal }))).toBe("Error (AI_APICallError 429)");
});

test("a connection that was refused is told by the system's code, through all that wraps it", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), { code: "ECONNREFUSED" });
  const fetchFailed = new TypeError("fetch failed", { cause: refused });
  expect(errorLabel(fetchFailed)).toBe("TypeError (Error ECONNREFUSED)");
});

test("what may be a text of somebody's own is no status and no code", () => {
  const odd = Object.assign(new Error("m"), { statusCode: "429, said Weber", code: "the caller said Weber" });
  expect(errorLabel(odd)).toBe("Error");
  expect(errorLabel("a text")).toBe("string");
  expect(errorLabel(undefined)).toBe("undefined");
  expect(errorLabel(new TypeError("m", { cause: new Error("no more is known") }))).toBe("TypeError");
});

test("an error that is its own cause comes to an end", () => {
  const ring = new RangeError("round");
  ring.cause = ring;
  expect(errorLabel(ring)).toBe("RangeError (RangeError, RangeError, RangeError, RangeError)");
});

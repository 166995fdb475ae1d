import { describe, expect, test } from "vitest";
import { explainFailure } from "./explain-failure.ts";
import type { ProbeOutcome } from "./probe.ts";

const url = "ws://localhost:3000/llm-websocket/call_1";
const answered = (status: number, body = "", location?: string): ProbeOutcome => ({
  type: "answered",
  status,
  body,
  ...(location === undefined ? {} : { location }),
});
const failed = (code: string): ProbeOutcome => ({ type: "failed", code });

describe("a connection that nobody answered", () => {
  test.each([
    ["ECONNREFUSED", "ws", /^nobody listens at localhost:3000\. Start your server first/],
    ["ENOTFOUND", "ws", /^there is no host localhost:3000, or no network/],
    ["ETIMEDOUT", "ws", /^localhost:3000 does not answer/],
    ["ECONNRESET", "ws", /hung up without an answer\. Use wss:\/\//],
    ["ECONNRESET", "wss", /broke off the TLS handshake\. Use ws:\/\//],
    ["EPROTO", "wss", /does not speak TLS\. Use ws:\/\//],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "wss", /certificate of localhost:3000 is not trusted.*NODE_EXTRA_CA_CERTS/],
    ["CERT_HAS_EXPIRED", "wss", /certificate of localhost:3000 is not trusted \(CERT_HAS_EXPIRED\)/],
    ["HPE_INVALID_CONSTANT", "ws", /is no HTTP server\. Check the port/],
    ["EWHATEVER", "ws", /^no connection to localhost:3000 \(EWHATEVER\)$/],
  ])("%s with %s", (code, scheme, explanation) => {
    expect(explainFailure(url.replace("ws:", `${scheme}:`), failed(code), "")).toMatch(explanation);
  });
});

describe("a server that refused", () => {
  test.each<[string, ProbeOutcome, string, RegExp]>([
    [
      "the path",
      answered(404, "There is nothing here.\n"),
      url,
      /^the server answered HTTP 404: There is nothing here\. It has no WebSocket at this path/,
    ],
    [
      "a URL without a path",
      answered(404),
      "ws://localhost:3000/call_1",
      /^the server answered HTTP 404\. The path is missing: try …\/llm-websocket\//,
    ],
    [
      "a call id in the URL",
      answered(404),
      "ws://h/llm-websocket/Jabr9TXYY/call_1",
      /If "Jabr9TXYY" is a call id, leave it out/,
    ],
    [
      "two ids, as Repartee does",
      answered(400, "The path must end in one call id."),
      "ws://h/llm-websocket/abc/call_1",
      /: The path must end in one call id\. If "abc" is a call id/,
    ],
    ["a deeper path", answered(404), "ws://h/v1/llm-websocket/call_1", /Check the path: the call id is appended/],
    [
      "the address",
      answered(403, "This address may not connect.\n"),
      url,
      /HTTP 403: This address may not connect\. It lets only some addresses in.*repartee dev/,
    ],
    ["the secret", answered(403, "The secret is missing or wrong.\n"), url, /Append it to the URL/],
    ["a stranger", answered(401), url, /asks for a password/],
    [
      "for now",
      answered(503, "This server is stopping."),
      url,
      /HTTP 503: This server is stopping\. It takes no more calls now/,
    ],
    ["by breaking", answered(500), url, /Its own log/],
    [
      "by pointing elsewhere",
      answered(301, "", "https://other.example/"),
      url,
      /redirects to https:\/\/other\.example\/: use that URL/,
    ],
    [
      "with a page",
      answered(200, "<!doctype html><title>Hello</title>"),
      url,
      /^the server answered HTTP 200\. It has no WebSocket at this path/,
    ],
  ])("%s", (_, outcome, dialled, explanation) => {
    expect(explainFailure(dialled, outcome, "")).toMatch(explanation);
  });
});

test("a connection that works after all leaves what was said at first", () => {
  expect(explainFailure(url, { type: "opened" }, "no connection within 7000 ms")).toBe("no connection within 7000 ms");
});

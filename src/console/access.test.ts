import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { createAccess } from "./access.ts";

const token = "0123456789abcdef";

function request(url: string, headers: Record<string, string> = {}, remoteAddress = "127.0.0.1"): IncomingMessage {
  return { url, headers: { host: "localhost:3000", ...headers }, socket: { remoteAddress } } as IncomingMessage;
}

describe("without a token", () => {
  const { pathOf } = createAccess(undefined);

  test("this machine sees everything, at the root", () => {
    expect(pathOf(request("/"))).toBe("");
    expect(pathOf(request("/console/feed?x=1", { origin: "http://localhost:3000" }))).toBe("console/feed");
    expect(pathOf(request("/", { host: "127.0.0.1:3000" }))).toBe("");
    expect(pathOf(request("/", { host: "[::1]:3000" }, "::1"))).toBe("");
  });

  test.each([
    ["another machine", request("/", {}, "192.168.0.7")],
    ["a foreign name that points here", request("/", { host: "evil.test:3000" })],
    ["a page of another site", request("/", { origin: "https://evil.test" })],
    ["a page of another port of this machine", request("/", { origin: "http://localhost:8080" })],
    ["a page that hides where it is from", request("/", { origin: "null" })],
    ["a stranger through a proxy", request("/", { "x-forwarded-for": "203.0.113.7" })],
    ["a stranger through a tunnel", request("/", { "x-forwarded-proto": "https" })],
    ["a stranger who is behind another header", request("/", { forwarded: "for=127.0.0.1" })],
    ["a request for another server", request("http://localhost:3000/")],
  ])("%s sees nothing", (_, stranger) => {
    expect(pathOf(stranger)).toBeUndefined();
  });
});

describe("with a token", () => {
  const { pathOf } = createAccess(token);

  test("whoever knows it sees everything below it, from anywhere", () => {
    const headers = { host: "voice.example.com", "x-forwarded-for": "203.0.113.7" };
    expect(pathOf(request(`/console/${token}/`, headers, "203.0.113.7"))).toBe("");
    const own = { ...headers, origin: "https://voice.example.com" };
    expect(pathOf(request(`/console/${token}/console/feed`, own))).toBe("console/feed");
  });

  test.each([
    ["no token", request("/")],
    ["no token below /console", request("/console/")],
    ["a wrong token", request("/console/0123456789abcdeX/")],
    ["a part of the token", request("/console/0123/")],
    ["more than the token", request(`/console/${token}0/`)],
    ["a token in a query", request(`/?token=${token}`)],
    ["a page of another site", request(`/console/${token}/`, { origin: "https://evil.test" })],
  ])("%s sees nothing, not even at this machine", (_, stranger) => {
    expect(pathOf(stranger)).toBeUndefined();
  });
});

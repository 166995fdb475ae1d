import { describe, expect, test } from "vitest";
import { callUrl } from "./call-url.ts";
import { liveCaller, type PlatformCallOptions, startCall } from "./index.ts";
import { toStatistics } from "./latency.ts";

describe("the URL that is dialled", () => {
  test.each([
    ["ws://host:3000/llm-websocket", "ws://host:3000/llm-websocket/id"],
    ["ws://host:3000/llm-websocket/", "ws://host:3000/llm-websocket/id"],
    ["ws://host:3000/llm-websocket///", "ws://host:3000/llm-websocket/id"],
    ["http://host/a", "ws://host/a/id"],
    ["https://host/a", "wss://host/a/id"],
    ["wss://host", "wss://host/id"],
    ["wss://host/a/?key=1#part", "wss://host/a/id?key=1"],
    ["wss://host/{{tenant}}?plan={{plan}}", "wss://host/acme%20inc/id?plan=gold"],
  ])("of %s is %s", (base, url) => {
    expect(callUrl(base, "id", { tenant: "acme inc", plan: "gold" })).toBe(url);
  });
});

describe("options", () => {
  test.each<[string, Partial<PlatformCallOptions>]>([
    ["url", { url: "localhost" }],
    ["url", { url: "ftp://host/" }],
    ["speed", { speed: 0 }],
    ["seed", { seed: 1.5 }],
    ["callId", { callId: "" }],
    ['"variables"; known are', { details: { variables: { name: "Ann" } } as never }],
    ["settings.responsiveness", { settings: { responsiveness: 1.1 } }],
    ["settings.end_call_after_silence_ms", { settings: { end_call_after_silence_ms: 9_999 } }],
    ["settings.max_call_duration_ms", { settings: { max_call_duration_ms: 59_999 } }],
    ["termination_key", { settings: { user_dtmf_options: { termination_key: "ab" } } }],
    ["digit_limit", { settings: { user_dtmf_options: { digit_limit: 0 } } }],
    ["timeout_ms", { settings: { user_dtmf_options: { timeout_ms: 0 } } }],
    ["model.endpointBaseMs", { model: { endpointBaseMs: -1 } }],
    ["model.agentCharactersPerSecond", { model: { agentCharactersPerSecond: 0 } }],
  ])("a %s that cannot be used is refused by name", (name, options) => {
    const place = () => startCall({ url: "ws://host", caller: liveCaller(), ...options });
    expect(place).toThrow(expect.objectContaining({ code: "bad-option", message: expect.stringContaining(name) }));
  });
});

test("percentiles are by nearest rank", () => {
  const values = [15, 20, 35, 40, 50];
  expect(toStatistics(values)).toEqual({ p50: 35, p90: 50, p95: 50, p99: 50, min: 15, max: 50, num: 5, values });
  expect(toStatistics([7])).toMatchObject({ p50: 7, p99: 7, min: 7, max: 7 });
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(toStatistics(hundred)).toMatchObject({ p50: 50, p90: 90, p95: 95, p99: 99, min: 1, max: 100 });
});

import { describe, expect, test } from "vitest";
import type { PageMessage } from "./feed.ts";
import { readPageMessage } from "./page-messages.ts";

const place = { type: "place-call", requestId: "r", url: "ws://localhost" } as const;

const sound: PageMessage[] = [
  place,
  {
    ...place,
    settings: { responsiveness: 0.5, backchannel_words: ["uh-huh"], user_dtmf_options: { digit_limit: 4 } },
    model: { earlyRequests: false, endpointBaseMs: 10 },
    details: { metadata: [1, { a: null }], dynamicVariables: { name: "Mike" } },
  },
  { type: "act", id: "1", action: { kind: "partial", text: "Hel" } },
  { type: "act", id: "1", action: { kind: "press", digits: "#" } },
  { type: "follow-call", id: "1", after: 7 },
  { type: "unfollow-call", id: "1" },
  { type: "open-recording", requestId: "r", text: "…" },
  { type: "remove-call", id: "1" },
  { type: "start-check", requestId: "r", url: "ws://localhost", isQuick: true },
  { type: "stop-check", id: "1" },
];

describe("what a page sends", () => {
  test.each(sound)("is taken as it is: $type", (message) => {
    expect(readPageMessage(JSON.stringify(message))).toEqual({ message });
  });

  test.each([
    { ...place, settings: { responsivness: 1 } },
    { ...place, settings: { enable_backchannel: "yes" } },
    { ...place, settings: { backchannel_words: [] } },
    { ...place, settings: { backchannel_words: null } },
    { ...place, model: { earlyRequests: 1 } },
    { ...place, details: { dynamicVariables: { name: 7 } } },
    { ...place, details: { callType: "fax" } },
    { ...place, url: "x".repeat(10_001) },
    { type: "act", id: "1", action: { kind: "final", text: "x".repeat(10_001) } },
    { type: "act", id: "1", action: { kind: "explode" } },
    { type: "follow-call", id: "1", after: -1 },
    { type: "start-check", requestId: "r", url: "ws://localhost" },
    { type: "start-check", requestId: "r", url: "x".repeat(10_001), isQuick: true },
    { type: "stop-check" },
    { type: "unheard-of" },
  ])("is refused in one line when it cannot be used: %j", (message) => {
    const { problem } = readPageMessage(JSON.stringify(message)) as { problem: string };
    expect(problem).toContain("cannot be used");
    expect(problem).not.toContain("\n");
  });

  test("is told which wish was refused and where", () => {
    const message = { ...place, settings: { enable_backchannel: "yes" } };
    expect(readPageMessage(JSON.stringify(message))).toMatchObject({
      requestId: "r",
      problem: expect.stringMatching(/^settings\.enable_backchannel cannot be used: /),
    });
  });
});

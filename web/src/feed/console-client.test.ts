import { expect, test } from "vitest";
import type { CallSummary, CheckStarted, Hello, PageMessage } from "../../../src/console/feed.ts";
import { defaultModel, defaultSettings, findingKinds } from "../../../src/platform/index.ts";
import { ConsoleClient } from "./console-client.ts";

function summary(id: string, more: Partial<CallSummary> = {}): CallSummary {
  return {
    id,
    callId: `call_${id}`,
    origin: "web-call",
    url: "",
    state: "live",
    hasFailed: false,
    turnCount: 0,
    findingCounts: { error: 0, warning: 0, info: 0 },
    latency: {},
    ...more,
  };
}

function hello(calls: readonly CallSummary[]): Hello {
  const limits = { maxWebCalls: 1, maxMessageBytes: 1_000, orphanTimeoutMs: 1_000 };
  const defaults = { settings: defaultSettings, model: defaultModel, findingKinds, limits };
  return { type: "hello", version: "1", calls, reportIds: [], ...defaults };
}

function connected(): { readonly client: ConsoleClient; readonly sent: PageMessage[] } {
  const client = new ConsoleClient();
  const sent: PageMessage[] = [];
  client.connect({
    send: (message) => {
      sent.push(message);
      return true;
    },
    retryNow: () => undefined,
  });
  return { client, sent };
}

test("a page that was loaded anew picks up the web call that runs", () => {
  const { client, sent } = connected();
  client.take(hello([summary("b", { origin: "platform" }), summary("a"), summary("old", { state: "ended" })]));
  expect(client.selectedId).toBe("a");
  expect(sent).toEqual([{ type: "follow-call", id: "a" }]);
});

test("a page that was disconnected asks for what it missed, and for no more", () => {
  const { client, sent } = connected();
  client.take(hello([summary("a")]));
  client.take({
    type: "call-events",
    id: "a",
    events: [{ type: "line-logged", text: "x", atMs: 1 }],
    cursor: 7,
    forgottenCount: 0,
  });
  client.takeStatus("lost");
  client.take(hello([summary("a")]));
  expect(sent.at(-1)).toEqual({ type: "follow-call", id: "a", after: 7 });
  expect(client.selected?.events).toHaveLength(1);
});

test("a back end that was started anew knows none of the calls, and none is looked at", () => {
  const { client } = connected();
  client.take(hello([summary("a")]));
  client.take(hello([]));
  expect(client.selected).toBeUndefined();
});

test("a call that was placed is looked at, with the voice's speed that it was placed with", () => {
  const { client, sent } = connected();
  client.take(hello([]));
  client.placeCall({ url: "ws://localhost/", settings: { voice_speed: 1.5 } });
  expect(client.isWishing).toBe(true);
  client.take({ type: "call-added", call: summary("a") });
  client.take({ type: "placed", requestId: "wish-1", id: "a" });
  expect(client.selected?.voiceRate).toBe(1.5);
  expect(client.isWishing).toBe(false);
  expect(sent.map(({ type }) => type)).toEqual(["place-call"]);
});

test("a recording that was opened is followed", () => {
  const { client, sent } = connected();
  client.take(hello([]));
  client.openRecording("{}");
  client.take({ type: "call-added", call: summary("r", { origin: "recording", state: "ended" }) });
  client.take({ type: "placed", requestId: "wish-1", id: "r" });
  expect(sent.at(-1)).toEqual({ type: "follow-call", id: "r" });
});

test("without a connection a wish is refused at once, with what to do", () => {
  const client = new ConsoleClient();
  client.connect({ send: () => false, retryNow: () => undefined });
  client.placeCall({ url: "ws://localhost/" });
  expect(client.refusal).toMatch(/Start it again/);
  expect(client.isWishing).toBe(false);
});

const checkStarted = {
  type: "check-started",
  requestId: "wish-1",
  id: "c",
  audits: [],
  groups: {},
} as unknown as CheckStarted;
const wish = { url: "ws://localhost/", isQuick: true };

test("a check is looked at once it has started, and again after a call was", () => {
  const { client, sent } = connected();
  client.take(hello([summary("a", { state: "ended" })]));
  client.startCheck(wish);
  client.startCheck(wish);
  expect(sent).toEqual([{ type: "start-check", requestId: "wish-1", ...wish }]);
  expect(client.shownCheck).toBeUndefined();
  client.take(checkStarted);
  expect([client.shownCheck?.id, client.selectedId]).toEqual(["c", undefined]);
  client.select("a");
  expect([client.shownCheck, client.selectedId, client.check?.id]).toEqual([undefined, "a", "c"]);
  client.startCheck(wish);
  expect([client.shownCheck?.id, client.selectedId]).toEqual(["c", undefined]);
  expect(sent.filter(({ type }) => type === "start-check")).toHaveLength(1);
});

test("a check that was refused can be asked for again", () => {
  const { client, sent } = connected();
  client.take(hello([]));
  client.startCheck(wish);
  client.take({ type: "refused", requestId: "wish-1", message: "4 checks run already" });
  expect(client.refusal).toBe("4 checks run already");
  client.startCheck(wish);
  expect(sent).toHaveLength(2);
});

test("a check is stopped once, and not when it is over", () => {
  const { client, sent } = connected();
  client.take(hello([]));
  client.startCheck(wish);
  client.take(checkStarted);
  client.stopCheck();
  client.take({ type: "check-failed", id: "c", message: "" });
  client.stopCheck();
  expect(sent.slice(1)).toEqual([{ type: "stop-check", id: "c" }]);
});

test("a page that is connected again still looks at its check, which was given up, and at no call", () => {
  const { client } = connected();
  client.take(hello([]));
  client.startCheck(wish);
  client.take(checkStarted);
  client.takeStatus("lost");
  client.take(hello([summary("a")]));
  expect([client.shownCheck?.state, client.selectedId]).toEqual(["lost", undefined]);
});

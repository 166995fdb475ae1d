import { defineAgent, dummyAgent, endCall } from "repartee";
import { readRecording, scriptedCaller, startCall } from "repartee/platform";
import { describe, expect, test } from "vitest";
import type { ViewerData } from "../src/console/feed.ts";
import { ask } from "./support/ask.ts";
import { builtPage, hasty, openPage, startWithConsole } from "./support/console-page.ts";

const talkative = defineAgent({
  greeting: "Hello.",
  respond: async function* () {
    yield "One two three four five six seven eight nine ten. ";
    yield "Eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty.";
  },
});

describe("a web call", () => {
  test("to the guide's agent by typed text: greeting, answer, key, a drop that recovers, and goodbye", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    using page = await openPage(started.pageUrl);
    expect(page.hello).toMatchObject({ version: "1.2.3", ownUrl: started.server.url, calls: [] });

    const id = await page.place({ url: started.server.url, ...hasty });
    const spoken = () =>
      page
        .eventsOf(id)
        .map((event) => (event.type === "agent-word" ? event.text : ""))
        .join("");
    await page.untilEvent(id, "turn-finished");
    expect(spoken()).toBe("How may I help you?");

    page.act(id, { kind: "final", text: "My name is Mike." });
    await page.untilEvent(id, "turn-finished", ({ timing }) => timing.turnId === 1);
    expect(spoken()).toContain("I am sorry, can you say that again?");

    page.act(id, { kind: "press", digits: "5" });
    expect(await page.untilEvent(id, "key-pressed")).toMatchObject({ digit: "5", taken: true });

    page.act(id, { kind: "drop" });
    await page.untilEvent(id, "state-changed", ({ state }) => state === "reconnecting");
    await page.untilEvent(id, "frame-passed", ({ frame }) => frame.socketIndex === 1);
    page.act(id, { kind: "final", text: "Are you there?" });
    await page.untilEvent(id, "turn-finished", ({ timing }) => timing.turnId > 1 && timing.outcome === "spoken");

    page.act(id, { kind: "hang-up" });
    const summary = await page.untilOver(id);
    expect(summary).toMatchObject({ origin: "web-call", reason: "user_hangup", hasFailed: false });
    expect(summary.turnCount).toBeGreaterThanOrEqual(3);
    expect(summary.latency.e2e?.num).toBeGreaterThanOrEqual(1);
  });

  test("cuts the agent off when the caller speaks, and says which words were not heard", async () => {
    await using started = await startWithConsole({ agent: talkative });
    using page = await openPage(started.pageUrl);
    const id = await page.place({ url: started.server.url, model: { ...hasty.model, agentCharactersPerSecond: 100 } });
    await page.untilEvent(id, "turn-finished");
    page.act(id, { kind: "final", text: "Count." });
    await page.untilEvent(id, "agent-word", ({ turnId, text }) => turnId === 1 && text.startsWith("three"));
    page.act(id, { kind: "partial", text: "Stop it" });
    const { by, unheard } = await page.untilEvent(id, "agent-interrupted");
    expect(by).toBe("caller");
    expect(unheard).toMatch(/nineteen twenty\.$/);
    expect(unheard).not.toContain("One");
  });

  test("holds what its agent tells of itself, also of the answer that the hang-up withdrew", async () => {
    const agent = defineAgent({
      greeting: "Hello.",
      respond: async function* ({ call, responseId, signal }) {
        yield "Well, ";
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        call.note({ kind: "rung", responseId, rung: "cut-off", error: new RangeError("a secret") });
      },
    });
    await using started = await startWithConsole({ agent });
    using page = await openPage(started.pageUrl);
    const id = await page.place({ url: started.server.url, ...hasty });
    await page.untilEvent(id, "turn-finished");
    page.act(id, { kind: "final", text: "Tell me." });
    await page.untilEvent(id, "frame-passed", ({ frame }) => frame.type === "response" && frame.responseId === 1);
    page.act(id, { kind: "hang-up" });
    const { note, atMs } = await page.untilEvent(id, "agent-noted");
    expect(note).toEqual({ kind: "rung", responseId: 1, rung: "cut-off", error: "RangeError" });
    const { body } = await ask(`${started.pageUrl}console/calls/${id}.jsonl`);
    expect(readRecording(body).report?.notes).toEqual([{ ...note, atMs }]);
  });

  test("gets its reminder", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    using page = await openPage(started.pageUrl);
    const settings = { reminder_trigger_ms: 30, reminder_max_count: 1 };
    const id = await page.place({ url: started.server.url, settings, ...hasty });
    expect(await page.untilEvent(id, "request-made")).toMatchObject({ kind: "reminder", responseId: 1 });
    await page.untilEvent(id, "turn-finished", ({ timing }) => timing.kind === "reminder");
  });

  test("ends when the agent ends it", async () => {
    const agent = defineAgent({
      greeting: "Bye.",
      respond: async function* () {
        yield endCall();
      },
    });
    await using started = await startWithConsole({ agent });
    using page = await openPage(started.pageUrl);
    const id = await page.place({ url: started.server.url, ...hasty });
    await page.untilEvent(id, "turn-finished");
    page.act(id, { kind: "final", text: "Hang up." });
    expect(await page.untilOver(id)).toMatchObject({ reason: "agent_hangup" });
  });

  test("is picked up again by a page that was reloaded, from its first event on", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    const before = await openPage(started.pageUrl);
    const id = await before.place({ url: started.server.url, ...hasty });
    await before.untilEvent(id, "turn-finished");
    before[Symbol.dispose]();
    await before.closed;

    using after = await openPage(started.pageUrl);
    expect(after.hello.calls).toMatchObject([{ id, state: "live", origin: "web-call" }]);
    after.send({ type: "follow-call", id });
    await after.untilEvent(id, "turn-finished");
    expect(after.eventsOf(id)[0]).toMatchObject({ type: "state-changed", state: "connecting" });
    after.act(id, { kind: "final", text: "Hello again." });
    await after.untilEvent(id, "turn-finished", ({ timing }) => timing.turnId === 1);
  });

  test("is hung up when its page does not come back", async () => {
    await using started = await startWithConsole({ agent: dummyAgent }, { orphanTimeoutMs: 1 });
    using watcher = await openPage(started.pageUrl);
    const page = await openPage(started.pageUrl);
    const id = await page.place({ url: started.server.url });
    await page.untilEvent(id, "state-changed", ({ state }) => state === "live");
    page[Symbol.dispose]();
    expect(await watcher.untilOver(id)).toMatchObject({ reason: "user_hangup" });
  });

  test("goes to a server that asks for a secret, without telling anybody the secret", async () => {
    const secret = "fedcba9876543210";
    await using started = await startWithConsole({ agent: dummyAgent, secret });
    using page = await openPage(started.pageUrl);
    const id = await page.place({ url: page.hello.ownUrl ?? "", ...hasty });
    await page.untilEvent(id, "turn-finished");
    page.act(id, { kind: "hang-up" });
    await page.untilOver(id);
    const { body } = await ask(`${started.pageUrl}console/calls/${id}.jsonl`);
    expect(body).not.toContain(secret);
  });

  test("that reaches nobody says so, and what to do", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    using page = await openPage(started.pageUrl);
    const id = await page.place({ url: `${started.server.httpUrl}/wrong-path` });
    await page.untilEvent(id, "line-logged", ({ text }) => text.startsWith("LLM Ws init attempt 0"));
    page.send({ type: "remove-call", id });
    await page.until("call-removed", (message) => message.id === id);
    page.send({ type: "place-call", requestId: "typo", url: "localhost:3000" });
    expect((await page.until("refused")).message).toContain("url must");
  });
});

describe("a call that a platform places while pages are open", () => {
  test("appears live in the same list, with its words and its messages", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    using page = await openPage(started.pageUrl);
    const call = startCall({ url: started.server.url, caller: scriptedCaller(["Hello there."]), ...hasty });
    const { call: added } = await page.until("call-added");
    expect(added).toMatchObject({ origin: "platform", callId: call.callId, url: "" });
    page.send({ type: "follow-call", id: added.id });
    await page.untilEvent(added.id, "caller-heard", ({ text, open }) => text === "Hello there." && !open);
    await page.untilEvent(added.id, "turn-finished", ({ timing }) => timing.turnId === 1);
    expect(await page.untilOver(added.id)).toMatchObject({ reason: "platform-closed" });
    const { frames } = await call.report;
    const seen = page.eventsOf(added.id).filter(({ type }) => type === "frame-passed");
    expect(seen).toHaveLength(frames.length);
  });

  test("is not listed a second time when it is a web call of this console", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    using page = await openPage(started.pageUrl);
    const id = await page.place({ url: started.server.url, ...hasty });
    await page.untilEvent(id, "turn-finished");
    using other = await openPage(started.pageUrl);
    expect(other.hello.calls.map((call) => call.id)).toEqual([id]);
  });
});

describe("a call as a file", () => {
  test("is JSON Lines that the page and the package read again", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    using page = await openPage(started.pageUrl);
    const id = await page.place({ url: started.server.url, ...hasty });
    await page.untilEvent(id, "turn-finished");
    page.act(id, { kind: "hang-up" });
    await page.untilOver(id);
    const { status, headers, body } = await ask(`${started.pageUrl}console/calls/${id}.jsonl`);
    expect([status, headers["content-type"]]).toEqual([200, "application/x-ndjson; charset=utf-8"]);
    expect(headers["content-disposition"]).toMatch(/^attachment; filename="call_[0-9a-f]{27}\.jsonl"$/);
    const recording = readRecording(body);
    expect(recording.events).toEqual(page.eventsOf(id));
    expect(recording.report?.call.disconnection_reason).toBe("user_hangup");

    page.send({ type: "open-recording", requestId: "open", text: body });
    const { call } = await page.until("call-added");
    expect(call).toMatchObject({ origin: "recording", callId: recording.head.callId, state: "ended" });
    expect(call.id).not.toBe(id);
    page.send({ type: "follow-call", id: call.id });
    await page.untilEvent(call.id, "state-changed", ({ state }) => state === "ended");
    expect(page.eventsOf(call.id)).toEqual(recording.events);
  });

  test("is one HTML file that holds the call and may do nothing on this site", async () => {
    const agent = defineAgent({ greeting: "</script><script>alert(1)</script>", respond: () => "" });
    await using started = await startWithConsole({ agent });
    using page = await openPage(started.pageUrl);
    const id = await page.place({ url: started.server.url, ...hasty });
    await page.untilEvent(id, "agent-started");
    const { headers, body } = await ask(`${started.pageUrl}console/calls/${id}.html`);
    expect(headers["content-disposition"]).toContain("attachment");
    expect(headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
    const [open = "", close = ""] = builtPage["viewer.html"].split(/(?=<\/script>)/);
    expect([body.startsWith(open), body.endsWith(close)]).toEqual([true, true]);
    expect(body.match(/<\/script>/g)).toHaveLength(1);
    const data = JSON.parse(body.slice(open.length, -close.length)) as ViewerData;
    expect(data).toMatchObject({ version: "1.2.3", call: { id }, forgottenCount: 0 });
    expect(data.findingKinds["dead-air"].advice).not.toBe("");
    expect(JSON.stringify(data.recording)).toContain("</script>");
  });

  test("is gone with its call", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    for (const name of ["nobody.jsonl", "nobody.html"]) {
      const { status, body } = await ask(`${started.pageUrl}console/calls/${name}`);
      expect([status, body]).toEqual([404, "There is no such call any more: the oldest give way to new ones.\n"]);
    }
  });
});

import { describe, expect, test } from "vitest";
import type { CallReport } from "../src/platform/index.ts";
import { createGuideServer } from "./support/guide-server.ts";
import { listen } from "./support/listen.ts";
import { runCli } from "./support/run-cli.ts";

describe("a server written after the guide's steps", () => {
  test("can be called, and the report holds the conversation of the guide's test", async () => {
    await using server = await listen(createGuideServer());
    const url = `ws://${server.host}/llm-websocket/`;
    await using cli = runCli([
      "call",
      url,
      "--say",
      "When are you open?",
      "--say",
      "On Sundays?",
      "--json",
      "--speed",
      "50",
    ]);
    expect(await cli.exited).toBe(0);
    const { report } = JSON.parse(cli.stdout.trimEnd().split("\n").at(-1) ?? "") as { report: CallReport };
    expect(report.call.transcript).toBe(
      [
        "Agent: How may I help you?",
        "User: When are you open?",
        "Agent: I am sorry, can you say that again?",
        "User: On Sundays?",
        "Agent: I am sorry, can you say that again?",
        "",
      ].join("\n"),
    );
    expect(report.call).toMatchObject({ call_status: "ended", disconnection_reason: "user_hangup" });
    expect(report.url).toBe(`${url}${report.call.call_id}`);
    expect(report.connections).toBe(1);
    expect(report.findings).toEqual([]);
    expect(report.turns.map(({ turnId, kind, outcome }) => [turnId, kind, outcome])).toEqual([
      [0, "begin", "spoken"],
      [1, "response", "spoken"],
      [2, "response", "spoken"],
    ]);
    expect(report.call.latency.llm?.num).toBe(2);
    expect(report.frames.find(({ direction }) => direction === "from-server")).toMatchObject({
      type: "response",
      responseId: 0,
      verdict: "accepted",
      text: '{"response_id":0,"content":"How may I help you?","content_complete":true,"end_call":false}',
    });
    // It asked for nothing, so it gets no keep-alives and no details, as the guide has it.
    const toServer = report.frames.filter(({ direction }) => direction === "to-server").map(({ type }) => type);
    expect(new Set(toServer)).toEqual(new Set(["update_only", "response_required"]));
  });

  test("hangs up at a path that it does not know, and the summary says so", async () => {
    await using server = await listen(createGuideServer());
    await using cli = runCli(["call", `ws://${server.host}/llm-socket/`, "--say", "Hello?"]);
    expect(await cli.exited).toBe(1);
    expect(cli.stdout).toContain("closed-without-code");
    expect(cli.stdout).toContain("It hung up before it sent anything.");
    expect(cli.stdout).toContain("check the path of the URL.");
  });
});

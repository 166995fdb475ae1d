import type { Server } from "node:http";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import type { WebSocket } from "ws";
import type { CallReport } from "../src/platform/index.ts";
import { listen } from "./support/listen.ts";
import { runCli } from "./support/run-cli.ts";

const require = createRequire(import.meta.url);

/** What the guide's types say of a request. */
interface GuideRequest {
  readonly response_id?: number;
  readonly transcript: readonly { readonly role: "agent" | "user"; readonly content: string }[];
  readonly interaction_type: "update_only" | "response_required" | "reminder_required";
}

/** Step 2 of the guide: a response system that says the same to everything. */
class DummyResponses {
  beginMessage(socket: WebSocket): void {
    this.#send(socket, 0, "How may I help you?");
  }

  draftResponse(request: GuideRequest, socket: WebSocket): void {
    if (request.interaction_type === "update_only") return;
    this.#send(socket, request.response_id, "I am sorry, can you say that again?");
  }

  #send(socket: WebSocket, responseId: number | undefined, content: string): void {
    socket.send(JSON.stringify({ response_id: responseId, content, content_complete: true, end_call: false }));
  }
}

/** Step 1 of the guide, with step 2 put in: Express, express-ws and one route; nothing of Repartee. */
function createGuideServer(): Server {
  const app = require("express")();
  // express-ws adds to the application what listens; given a server, it adds to that.
  const server: Server = require("node:http").createServer(app);
  require("express-ws")(app, server);
  app.get("/", (_request: unknown, response: { send(text: string): void }) => response.send("Hello World!"));
  app.ws("/llm-websocket/:call_id", (socket: WebSocket) => {
    const responses = new DummyResponses();
    socket.on("error", () => undefined);
    responses.beginMessage(socket);
    socket.on("message", (data) => {
      try {
        responses.draftResponse(JSON.parse(String(data)), socket);
      } catch {
        socket.close(1002, "Cannot parse incoming message.");
      }
    });
  });
  return server;
}

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

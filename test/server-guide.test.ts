/** The guide to the letter, over real sockets. */
import { dummyAgent, type ServerOptions } from "repartee";
import { connectTestClient, startTestServer, type TestClient } from "repartee/testing";
import { describe, expect, it } from "vitest";

const greeting = {
  response_type: "response",
  response_id: 0,
  content: "How may I help you?",
  content_complete: true,
  end_call: false,
};
const answer = { ...greeting, content: "I am sorry, can you say that again?" };
const transcript = [
  { role: "agent", content: "How may I help you?" },
  { role: "user", content: "Hello" },
];

async function withCall(
  test: (client: TestClient) => Promise<void>,
  options: Partial<ServerOptions> = {},
  id = "any-id",
): Promise<void> {
  await using server = await startTestServer({ agent: dummyAgent, ...options });
  using client = await connectTestClient(server.url + id);
  await test(client);
}

describe("the server of the guide", () => {
  it("sends the greeting as its first message, with exactly the guide's fields and response_type", async () => {
    await withCall(async (client) => {
      expect(await client.next()).toEqual(greeting);
    });
  });

  it("answers response_required and reminder_required alike, under their ids", async () => {
    await withCall(async (client) => {
      await client.next();
      client.send({ interaction_type: "response_required", response_id: 1, transcript });
      expect(await answerText(client, 1)).toBe(answer.content);
      client.send({ interaction_type: "reminder_required", response_id: 2, transcript });
      expect(await answerText(client, 2)).toBe(answer.content);
    });
  });

  it("does not answer update_only", async () => {
    await withCall(async (client) => {
      await client.next();
      client.send({ interaction_type: "update_only", transcript });
      client.send({ interaction_type: "update_only", transcript });
      client.send({ interaction_type: "response_required", response_id: 1, transcript });
      // Frames are answered in order, so the first one to come in shows what was not answered before it.
      expect(await client.next()).toMatchObject({ response_id: 1 });
    });
  });

  it("closes for a binary message, once, with 1002 and the guide's reason", async () => {
    await withCall(async (client) => {
      client.sendRaw(new TextEncoder().encode("Hello"));
      expect(await client.closed).toEqual({ code: 1002, reason: "Cannot find corresponding Retell LLM." });
    });
  });

  it("closes for text that is no JSON with 1002 and the guide's reason", async () => {
    await withCall(async (client) => {
      client.sendRaw("Hello");
      expect(await client.closed).toEqual({ code: 1002, reason: "Cannot parse incoming message." });
    });
  });

  it("closes with other codes where an option says so", async () => {
    const session = {
      binaryMessageClose: { code: 1007, reason: "Expected a text message." },
      onBadJson: { code: 1008, reason: "No JSON." },
    };
    await withCall(
      async (client) => {
        client.sendRaw(new Uint8Array([1, 2, 3]));
        expect(await client.closed).toEqual({ code: 1007, reason: "Expected a text message." });
      },
      { session },
    );
    await withCall(
      async (client) => {
        client.sendRaw("{");
        expect(await client.closed).toEqual({ code: 1008, reason: "No JSON." });
      },
      { session },
    );
  });

  it('goes on after text that is no JSON with onBadJson: "ignore"', async () => {
    await withCall(
      async (client) => {
        client.sendRaw("Hello");
        client.send({ interaction_type: "response_required", response_id: 1, transcript });
        expect(await answerText(client, 1)).toBe(answer.content);
      },
      { session: { onBadJson: "ignore" } },
    );
  });

  it("goes on after JSON that is an event of the wrong shape", async () => {
    await withCall(async (client) => {
      for (const message of [null, 7, [], {}, { interaction_type: 7 }, { interaction_type: "response_required" }]) {
        client.send(message);
      }
      client.send({ interaction_type: "response_required", response_id: "1", transcript });
      client.send({ interaction_type: "response_required", response_id: 1, transcript });
      expect(await answerText(client, 1)).toBe(answer.content);
    });
  });

  it.each([
    "call-1",
    "call-1/",
    "/call-1",
    "//call-1//",
    "call_12345678906eaa0222bd3dd2a6c",
    "a%2Fb%20c",
    "call-1?tenant=7",
  ])("answers at /llm-websocket/%s", async (id) => {
    await withCall(
      async (client) => {
        expect(await client.next()).toEqual(greeting);
      },
      {},
      id,
    );
  });

  it("tells calls apart by their ids", async () => {
    await using server = await startTestServer({ agent: dummyAgent });
    using first = await connectTestClient(`${server.url}one`);
    using second = await connectTestClient(`${server.url}two`);
    expect(await first.next()).toEqual(greeting);
    expect(await second.next()).toEqual(greeting);
    expect(server.server.calls).toBe(2);
  });

  it("does not greet again when the platform dials again, and lets go of the older connection", async () => {
    await using server = await startTestServer({ agent: dummyAgent });
    using first = await connectTestClient(`${server.url}one`);
    expect(await first.next()).toEqual(greeting);
    using second = await connectTestClient(`${server.url}one/`);
    expect((await first.closed).code).toBe(1006);
    second.send({ interaction_type: "response_required", response_id: 1, transcript });
    expect(await second.next()).toMatchObject({ response_id: 0, content: "" });
    expect(await answerText(second, 1)).toBe(answer.content);
    expect(server.server.calls).toBe(1);
  });
});

/** What was said under an id, whether in one message or in several. */
async function answerText(client: TestClient, responseId: number): Promise<string> {
  let text = "";
  for (;;) {
    const message = await client.nextMatching((candidate) => candidate.response_id === responseId);
    text += String(message.content);
    if (message.content_complete === true) return text;
  }
}

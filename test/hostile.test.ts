/** Whatever a peer does, the calls of others go on and the next one is answered. */
import type { Agent } from "repartee";
import { connectTestClient, type TestClient } from "repartee/testing";
import { describe, expect, it } from "vitest";
import { connectRaw, frame, handshake } from "./support/raw-connection.ts";
import { type Attacked, expectAnswer, underAttack } from "./support/under-attack.ts";

const text = 0x81;
const limit = 1_048_576;

describe("a broken handshake is answered with a status, and harms nobody", () => {
  const good = handshake("/llm-websocket/attack");
  const cases: [string, string, number][] = [
    ["without a key", good.replace(/sec-websocket-key.*\r\n/, ""), 400],
    ["with a key of the wrong length", handshake("/llm-websocket/attack", { "sec-websocket-key": "c2hvcnQ=" }), 400],
    [
      "with a version that is not spoken here",
      handshake("/llm-websocket/attack", { "sec-websocket-version": "99" }),
      400,
    ],
    ["with an unusable subprotocol", handshake("/llm-websocket/attack", { "sec-websocket-protocol": "a,,b" }), 400],
    ["to another protocol", handshake("/llm-websocket/attack", { upgrade: "h2c" }), 400],
    ["by POST", good.replace("GET", "POST"), 400],
    ["with a target that is no path", good.replace("/llm-websocket/attack", "attack"), 400],
    ["without a host", good.replace(/host.*\r\n/, ""), 403],
    ["with headers without end", good.replace("host", `x-long: ${"a".repeat(20_000)}\r\nhost`), 431],
    ["that is no HTTP", "\u0016\u0003\u0001\u0002\u0000\u0001 hello\r\n\r\n", 400],
    ["that is another protocol of text", "EHLO example.com\r\n", 400],
  ];

  it.each(cases)("%s", async (_name, request, status) => {
    await underAttack(async ({ server }) => {
      using raw = await connectRaw(server.port);
      raw.write(request);
      const answer = await raw.answer;
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    });
  });

  it("that never ends is cut off after the handshake's time", async () => {
    await underAttack(
      async ({ server }) => {
        using silent = await connectRaw(server.port);
        using slow = await connectRaw(server.port);
        slow.write(handshake("/llm-websocket/attack").slice(0, 40));
        expect(await slow.answer).toMatch(/^HTTP\/1.1 408 /);
        expect(await silent.answer).toMatch(/^HTTP\/1.1 408 /);
      },
      { handshakeTimeoutMs: 50 },
    );
  });

  it("that is left unfinished on more connections than allowed gives way to the next call", async () => {
    await underAttack(
      async ({ server }) => {
        const idle = await Promise.all(Array.from({ length: 20 }, () => connectRaw(server.port)));
        // Twelve of them had to go; which ones is the order in which they came.
        await Promise.race(idle.map(({ answer }) => answer));
        await expectAnswer(await greeted(await connectTestClient(`${server.url}while-they-wait`)), 1);
        for (const raw of idle) raw.terminate();
      },
      { maxHttpConnections: 8 },
    );
  });
});

describe("a broken frame closes its own connection with the code that fits, and is reported once", () => {
  const unmasked = Buffer.concat([Buffer.from([text, 2]), Buffer.from("{}")]);
  const fragment = frame(0x01, "x".repeat(limit / 2));
  const cases: [string, readonly Uint8Array[], number][] = [
    ["reserved bits", [frame(0xf1, "{}")], 1002],
    ["an unknown opcode", [frame(0x83, "{}")], 1002],
    ["no mask", [unmasked], 1002],
    ["a continuation of nothing", [frame(0x80, "{}")], 1002],
    ["a message begun within another", [frame(0x01, "{"), frame(text, "{}")], 1002],
    ["a fragmented ping", [frame(0x09, "")], 1002],
    ["a ping that is too long", [frame(0x89, "x".repeat(126))], 1002],
    ["a close with a code that may not be sent", [frame(0x88, new Uint8Array([0x03, 0xee]))], 1002],
    ["a close of one byte", [frame(0x88, new Uint8Array([0x03]))], 1002],
    ["text that is no UTF-8", [frame(text, new Uint8Array([0x22, 0xc3, 0x28, 0x22]))], 1007],
    ["a length beyond the limit", [frame(text, "{", limit + 1)], 1009],
    ["a length beyond all bounds", [frame(text, "{", 2 ** 53)], 1009],
    ["fragments that exceed the limit together", [fragment, frame(0x00, "x".repeat(limit / 2 + 1))], 1009],
  ];

  it.each(cases)("%s", async (_name, frames, code) => {
    await underAttack(async ({ server, newPath, problems, until }) => {
      using raw = await connectRaw(server.port);
      raw.write(handshake(newPath()));
      await raw.until("content_complete");
      raw.write(Buffer.concat(frames));
      const answer = Buffer.from(await raw.answer, "latin1");
      expect([answer.at(-4), answer.at(-3), answer.readUInt16BE(answer.length - 2)]).toEqual([0x88, 2, code]);
      expect(problems).toEqual([code === 1009 ? "frame-too-large" : "broken-frame"]);
      await until(() => server.server.calls === 1);
    });
  });

  it("half a frame and then nothing", async () => {
    await underAttack(async ({ server, newPath }) => {
      const raw = await connectRaw(server.port);
      raw.write(handshake(newPath()));
      await raw.until("content_complete");
      raw.write(frame(text, '{"interaction_type"', 4_000));
      raw.terminate();
      await raw.answer;
    });
  });

  it("the limit itself is still allowed", async () => {
    await underAttack(async ({ newCall }) => {
      const client = await greeted(await connectTestClient(newCall()));
      const body = '{"interaction_type":"update_only","transcript":[],"padding":""}';
      client.sendRaw(body.replace('""', `"${"x".repeat(limit - body.length)}"`));
      await expectAnswer(client, 1);
      client.sendRaw("x".repeat(limit + 1));
      expect((await client.closed).code).toBe(1009);
    });
  });
});

describe("messages that are no sensible events", () => {
  const depth = 100_000;
  const deep = `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const deepObject = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

  it.each([
    ["a request", `{"interaction_type":"response_required","response_id":1,"transcript":${deep}}`],
    ["an update", `{"interaction_type":"update_only","transcript":${deep}}`],
    ["an unknown event", `{"interaction_type":"other","value":${deepObject}}`],
    ["a value before the type", `{"value":${deepObject},"interaction_type":"update_only","transcript":[]}`],
    ["call details", `{"interaction_type":"call_details","call":${deepObject}}`],
    ["the whole message", deep],
  ])("nested deeply in %s are survived, even by an agent that reads them", async (_name, message) => {
    await underAttack(async (attacked) => survives(attacked, [message]));
    await underAttack(async (attacked) => survives(attacked, [message]), { agent: readingDummy });
  });

  it("nested deeply without end close that call as text that is no JSON", async () => {
    await underAttack(async ({ newCall }) => {
      const client = await greeted(await connectTestClient(newCall()));
      client.sendRaw("[".repeat(depth));
      expect((await client.closed).code).toBe(1002);
    });
  });

  it("with wrong types everywhere are survived", async () => {
    const values = [
      "null",
      "true",
      "-1",
      "1.5",
      "1e400",
      '"1"',
      '"\\u0000"',
      "[]",
      "{}",
      "[null]",
      '{"__proto__":{"a":1}}',
    ];
    const messages = [
      ...values,
      ...values.map((value) => `{"interaction_type":${value}}`),
      ...values.map((value) => `{"${value.replaceAll(/["\\]/g, "")}":${value}}`),
    ];
    for (const type of ["ping_pong", "call_details", "update_only", "response_required", "reminder_required"]) {
      for (const value of values) {
        messages.push(
          `{"interaction_type":"${type}","response_id":${value},"timestamp":${value},"call":${value},"transcript":${value}}`,
          `{"interaction_type":"${type}","transcript":[${value},{"role":${value},"content":${value},"words":${value}}]}`,
          `{"interaction_type":"${type}","turntaking":${value},"transcript_with_tool_calls":${value},"transcript":[]}`,
        );
      }
    }
    await underAttack(async (attacked) => survives(attacked, messages));
    await underAttack(async (attacked) => survives(attacked, messages), { agent: readingDummy });
  });
});

describe("floods", () => {
  const updates = Array.from({ length: 20_000 }, () => '{"interaction_type":"update_only","transcript":[]}');
  const requests = Array.from(
    { length: 5_000 },
    (_, index) => `{"interaction_type":"response_required","response_id":${index + 1},"transcript":[]}`,
  );
  const garbage = Array.from({ length: 20_000 }, (_, index) => `{"interaction_type":"nonsense-${index % 7}"}`);

  it.each([
    ["updates", updates],
    ["requests", requests],
    ["the same request", Array.from({ length: 20_000 }, () => requests[0] as string)],
    ["unknown events", garbage],
  ])("of %s are survived", async (_name, messages) => {
    await underAttack(async (attacked) => survives(attacked, messages));
  });

  it("of pings end that connection at the latest when their answers pile up", async () => {
    await underAttack(async ({ server, newPath }) => {
      using raw = await connectRaw(server.port);
      raw.write(handshake(newPath()));
      await raw.until("content_complete");
      raw.write(Buffer.concat(Array.from({ length: 50_000 }, () => frame(0x89, "ping"))));
      raw.write(frame(0x88, new Uint8Array([0x03, 0xe8])));
      await raw.answer;
    });
  });

  it("of the smallest fragments end that connection when there are too many", async () => {
    await underAttack(async ({ server, newPath, problems }) => {
      using raw = await connectRaw(server.port);
      raw.write(handshake(newPath()));
      await raw.until("content_complete");
      raw.write(Buffer.concat([frame(0x01, "x"), ...Array.from({ length: 50_000 }, () => frame(0x00, "x"))]));
      await raw.answer;
      expect(problems).toEqual(["broken-frame"]);
    });
  });
});

describe("a client that never reads", () => {
  it("is dropped once what is sent to it piles up", async () => {
    const chunk = "word ".repeat(13_000);
    const talker: Agent = {
      greeting: "How may I help you?",
      async *respond(turn) {
        while (turn.call.id.startsWith("attack")) {
          yield chunk;
          await new Promise(setImmediate);
        }
        yield "I am sorry, can you say that again?";
      },
    };
    await underAttack(
      async ({ newCall, problems, server, until }) => {
        using client = await greeted(await connectTestClient(newCall()));
        client.pause();
        client.send({ interaction_type: "response_required", response_id: 1, transcript: [] });
        await until(() => server.server.calls === 1);
        expect(problems).toEqual(["slow-reader"]);
      },
      { agent: talker, session: { reconnectGraceMs: 1 } },
    );
  });

  // Fails as long as a session answers keep-alives without looking at what piles up: session.ts, answerPing.
  it("and only sends keep-alives is dropped, too", async () => {
    const ping = frame(text, JSON.stringify({ interaction_type: "ping_pong", timestamp: 1_700_000_000_000 }));
    const batch = Buffer.concat(Array.from({ length: 10_000 }, () => ping));
    await underAttack(
      async ({ server, newPath, problems, until }) => {
        using raw = await connectRaw(server.port);
        raw.write(handshake(newPath()));
        await raw.until("content_complete");
        raw.pause();
        // Up to 16 MB of answers: more than the operating system's buffers take off the server's hands.
        for (let round = 0; round < 30 && problems.length === 0; round += 1) {
          raw.write(batch);
          await raw.flushed();
        }
        expect(problems).toEqual(["slow-reader"]);
        await until(() => server.server.calls === 1);
      },
      { session: { reconnectGraceMs: 1 } },
    );
  });
});

describe("500 connections that are opened and dropped", () => {
  const count = 500;
  // Fewer calls are allowed than are dropped, so the dropped ones must give way.
  const options = { maxCalls: 50, maxHttpConnections: 50 };
  const inTurn = async (drop: (attacked: Attacked) => Promise<void>, attacked: Attacked): Promise<void> => {
    for (let index = 0; index < count; index += 1) await drop(attacked);
  };

  it.each<[string, (attacked: Attacked) => Promise<void>]>([
    [
      "before they say a word",
      async ({ server }) => {
        (await connectRaw(server.port)).terminate();
      },
    ],
    [
      "in the middle of the handshake",
      async ({ server, newPath }) => {
        const raw = await connectRaw(server.port);
        raw.write(handshake(newPath()).slice(0, 60));
        raw.terminate();
      },
    ],
    [
      "right after the handshake",
      async ({ server, newPath }) => {
        const raw = await connectRaw(server.port);
        raw.write(handshake(newPath()));
        await raw.until("101 Switching Protocols");
        raw.terminate();
      },
    ],
    [
      "in the middle of a request to speak",
      async ({ newCall }) => {
        const client = await connectTestClient(newCall());
        client.send({ interaction_type: "response_required", response_id: 1, transcript: [] });
        client.terminate();
      },
    ],
  ])("%s leave the next call answered", async (_name, drop) => {
    await underAttack((attacked) => inTurn(drop, attacked), options);
  });

  it("all at once leave the next call answered", async () => {
    await underAttack(async ({ server, newPath }) => {
      const raws = await Promise.all(Array.from({ length: count }, () => connectRaw(server.port)));
      for (const raw of raws) raw.write(handshake(newPath()));
      for (const raw of raws) raw.terminate();
      await Promise.all(raws.map(({ answer }) => answer));
    }, options);
  });
});

/** Answers like the guide's dummy, but reads all that it is given. */
const readingDummy: Agent = {
  greeting: "How may I help you?",
  respond(turn) {
    JSON.stringify([turn.transcript, turn.transcriptWithToolCalls, turn.call.details, turn.call.variables]);
    return "I am sorry, can you say that again?";
  },
  onUpdate(update) {
    JSON.stringify([update.transcript, update.transcriptWithToolCalls, update.turntaking]);
  },
};

async function greeted(client: TestClient): Promise<TestClient> {
  expect(await client.next()).toMatchObject({ response_id: 0 });
  return client;
}

/** Sends the messages on a call of their own, which then still answers. */
async function survives({ newCall }: Attacked, messages: readonly string[]): Promise<void> {
  using client = await greeted(await connectTestClient(newCall()));
  for (const message of messages) client.sendRaw(message);
  await expectAnswer(client, 1_000_000);
}

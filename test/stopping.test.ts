/** Stopping in good order: what goes on, what is turned away, and what the platform sees. */
import { networkInterfaces } from "node:os";
import { type Agent, createServer, dummyAgent, isReparteeError, type ReparteeServer } from "repartee";
import { connectTestClient, HandshakeRefused, startTestServer, type TestServer } from "repartee/testing";
import { describe, expect, it } from "vitest";
import { createHandClock } from "./support/hand-clock.ts";
import { connectRaw } from "./support/raw-connection.ts";
import { expectAnswer } from "./support/under-attack.ts";

async function statusOf(server: TestServer, path: string): Promise<number> {
  return (await fetch(server.httpUrl + path)).status;
}

function codeOf(failed: Promise<unknown>): Promise<string> {
  return failed.then(
    () => "no error",
    (error: unknown) => (isReparteeError(error) ? error.code : String(error)),
  );
}

describe("drain", () => {
  it("turns new calls away and says so, while running calls go on and may come back", async () => {
    await using server = await startTestServer({ agent: dummyAgent, clock: createHandClock() });
    using client = await connectTestClient(`${server.url}running`);
    expect(await statusOf(server, "/readyz")).toBe(200);
    const drained = server.server.drain();
    expect(await statusOf(server, "/readyz")).toBe(503);
    expect(await statusOf(server, "/healthz")).toBe(200);
    await expect(connectTestClient(`${server.url}new`)).rejects.toEqual(
      new HandshakeRefused(503, "This server is stopping."),
    );
    await expectAnswer(client, 1);
    using again = await connectTestClient(`${server.url}running`);
    await expectAnswer(again, 2);
    again.close(1000);
    await drained;
    expect(server.server.calls).toBe(0);
  });

  it("breaks off what still runs at the deadline, which the platform sees as 1006 and answers by dialling again", async () => {
    const clock = createHandClock();
    await using server = await startTestServer({ agent: dummyAgent, clock });
    using client = await connectTestClient(`${server.url}running`);
    const drained = server.server.drain({ deadlineMs: 30_000 });
    await clock.advance(29_999);
    await expectAnswer(client, 1);
    await clock.advance(1);
    expect(await client.closed).toEqual({ code: 1006, reason: "" });
    await drained;
    expect(clock.pendingTimers).toBe(0);
  });

  it("is done at once without calls, and is one and the same when asked for twice", async () => {
    const clock = createHandClock();
    await using server = await startTestServer({ agent: dummyAgent, clock });
    const drained = server.server.drain();
    expect(server.server.drain()).toBe(drained);
    await drained;
    expect(clock.pendingTimers).toBe(0);
  });

  it("ends at once when close follows it", async () => {
    const clock = createHandClock();
    await using server = await startTestServer({ agent: dummyAgent, clock });
    using client = await connectTestClient(`${server.url}running`);
    const drained = server.server.drain();
    await server.server.close();
    expect((await client.closed).code).toBe(1006);
    await drained;
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("close", () => {
  it("breaks off every call at once, and leaves neither port nor timer behind", async () => {
    const clock = createHandClock();
    const server = await startTestServer({ agent: dummyAgent, clock });
    using client = await connectTestClient(`${server.url}running`);
    (await connectTestClient(`${server.url}dropped`)).terminate();
    await server.server.close();
    await server.server.close();
    expect((await client.closed).code).toBe(1006);
    expect(server.server.calls).toBe(0);
    expect(clock.pendingTimers).toBe(0);
    await using _next = await startTestServer({ agent: dummyAgent, port: server.port });
  });

  it("does not wait for a peer that leaves a close unanswered", async () => {
    const server = await startTestServer({ agent: dummyAgent });
    using client = await connectTestClient(`${server.url}stubborn`);
    await client.next();
    client.pause();
    client.sendRaw("no JSON");
    // Its call is over, yet its socket waits for the peer's side of the close.
    while (server.server.calls > 0) await statusOf(server, "/healthz");
    await server.server.close();
  }, 4_000);

  it("does not wait for a request that is never finished", async () => {
    const server = await startTestServer({ agent: dummyAgent });
    using raw = await connectRaw(server.port);
    raw.write("GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n");
    await statusOf(server, "/healthz");
    await server.server.close();
  }, 4_000);

  it("is final", async () => {
    const server = createServer({ agent: dummyAgent, port: 0 });
    await server.close();
    expect(await codeOf(server.listen())).toBe("server-closed");
  });
});

describe("listen", () => {
  const listenOn = (options: { port?: number; host?: string }): ReparteeServer =>
    createServer({ agent: dummyAgent, port: 0, ...options });

  it("says that another program has the port, and may be tried again", async () => {
    const first = await startTestServer({ agent: dummyAgent });
    const second = listenOn({ port: first.port, host: "127.0.0.1" });
    expect(await codeOf(second.listen())).toBe("port-in-use");
    await first.server.close();
    expect((await second.listen()).port).toBe(first.port);
    await second.close();
  });

  it.each(["192.0.2.1", "no..such..host"])("says that this machine has no address %s", async (host) => {
    expect(await codeOf(listenOn({ host }).listen())).toBe("address-unavailable");
  });

  it("answers under every spelling of localhost when it listens there", async () => {
    const server = createServer({ agent: dummyAgent, port: 0, host: "localhost", admitLoopback: true });
    const { port, url } = await server.listen();
    expect(url).toBe(`ws://127.0.0.1:${port}/llm-websocket/`);
    const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === "::1"));
    for (const host of ["127.0.0.1", "localhost", ...(hasIpv6 ? ["[::1]"] : [])]) {
      using client = await connectTestClient(`ws://${host}:${port}/llm-websocket/call-1`);
      await expectAnswer(client, 1);
    }
    await server.close();
  });

  it("answers on all addresses without a host, and gives a URL that can be dialled", async () => {
    const server = createServer({ agent: dummyAgent, port: 0, admitLoopback: true });
    const { url, port } = await server.listen();
    expect(url).toBe(`ws://localhost:${port}/llm-websocket/`);
    using client = await connectTestClient(`${url}call-1`);
    await expectAnswer(client, 1);
    await server.close();
  });
});

describe("replaceAgent", () => {
  it("lets a turn that runs finish on the old agent, and asks the new one from then on", async () => {
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const old: Agent = {
      greeting: null,
      async *respond() {
        yield "old, ";
        await held;
        yield "to the end";
      },
    };
    await using server = await startTestServer({ agent: old });
    using client = await connectTestClient(`${server.url}call-1`);
    client.send({ interaction_type: "response_required", response_id: 1, transcript: [] });
    let said = String((await client.nextMatching(({ response_id }) => response_id === 1)).content);
    server.server.replaceAgent({ respond: () => "new" });
    finish();
    for (let isComplete = false; !isComplete; ) {
      const message = await client.next();
      said += String(message.content);
      isComplete = message.content_complete === true;
    }
    expect(said).toBe("old, to the end");
    client.send({ interaction_type: "response_required", response_id: 2, transcript: [] });
    expect(await client.next()).toMatchObject({ response_id: 2, content: "new" });
  });

  it("refuses what is no agent, and keeps the one it has", async () => {
    await using server = await startTestServer({ agent: dummyAgent });
    expect(() => server.server.replaceAgent({} as Agent)).toThrow("respond");
    using client = await connectTestClient(`${server.url}call-1`);
    await expectAnswer(client, 1);
  });
});

/** One suite of behaviour for every mount: calls beside the host's own routes, and out of the way of the rest. */
import { createServer as createHttpServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { createServer, dummyAgent, type ReparteeServer, type ServerOptions } from "repartee";
import { mountExpress } from "repartee/express";
import { mountFastify } from "repartee/fastify";
import { mountHono } from "repartee/hono";
import { mountNode } from "repartee/node";
import { connectTestClient, HandshakeRefused } from "repartee/testing";
import { describe, expect, it } from "vitest";
import { createHandClock } from "./support/hand-clock.ts";
import { expectAnswer } from "./support/under-attack.ts";

/** A host in each framework: "Hello World!" at "/", and the given server mounted in it. */
const hosts: Record<string, (repartee: ReparteeServer) => Promise<Host>> = {
  async node(repartee) {
    const server = createHttpServer((request, response) => {
      response.statusCode = request.url === "/" ? 200 : 404;
      response.end(request.url === "/" ? "Hello World!" : "The host knows no such page.");
    });
    return listening(mountNode(server, repartee).listen(0, "127.0.0.1"));
  },
  async express(repartee) {
    const app = express();
    app.get("/", (_request, response) => void response.send("Hello World!"));
    app.use((_request, response) => void response.status(404).send("The host knows no such page."));
    return listening(mountExpress(app, repartee).listen(0, "127.0.0.1"));
  },
  async fastify(repartee) {
    const app = fastify();
    app.get("/", () => "Hello World!");
    app.setNotFoundHandler((_request, reply) => reply.code(404).send("The host knows no such page."));
    await mountFastify(app, repartee).listen({ port: 0, host: "127.0.0.1" });
    return { server: app.server, port: portOf(app.server), close: () => app.close() };
  },
  async hono(repartee) {
    const app = new Hono();
    app.get("/", (context) => context.text("Hello World!"));
    app.notFound((context) => context.text("The host knows no such page.", 404));
    return listening(mountHono(serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }) as Server, repartee));
  },
};

interface Host {
  readonly server: Server;
  readonly port: number;
  close(): Promise<unknown>;
}

async function listening(server: Server): Promise<Host> {
  if (!server.listening) await new Promise<void>((resolve) => server.once("listening", resolve));
  return {
    server,
    port: portOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeIdleConnections();
      }),
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

interface Mounted {
  readonly host: Host;
  readonly repartee: ReparteeServer;
  readonly url: string;
}

async function mounted(
  mount: (repartee: ReparteeServer) => Promise<Host>,
  test: (mounted: Mounted) => Promise<void>,
  options: Partial<ServerOptions> = {},
): Promise<void> {
  const repartee = createServer({ agent: dummyAgent, admitLoopback: true, ...options });
  const host = await mount(repartee);
  try {
    await test({ host, repartee, url: `ws://127.0.0.1:${host.port}` });
  } finally {
    await repartee.close();
    await host.close();
  }
}

async function refusalOf(url: string): Promise<number> {
  const error = await connectTestClient(url).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof HandshakeRefused ? error.status : 0;
}

describe.each(Object.entries(hosts))("mounted in %s, a server", (_name, mount) => {
  it("answers calls as on a port of its own", async () => {
    await mounted(mount, async ({ url, repartee }) => {
      using client = await connectTestClient(`${url}/llm-websocket/call-1`);
      expect(await client.next()).toMatchObject({ response_id: 0, content: "How may I help you?" });
      await expectAnswer(client, 1);
      expect(repartee.calls).toBe(1);
    });
  });

  it("leaves the host's own routes as they are", async () => {
    await mounted(mount, async ({ url }) => {
      const http = url.replace("ws:", "http:");
      expect(await (await fetch(`${http}/`)).text()).toBe("Hello World!");
      for (const path of ["/healthz", "/llm-websocket/call-1"]) {
        const response = await fetch(http + path);
        expect([response.status, await response.text()]).toEqual([404, "The host knows no such page."]);
      }
    });
  });

  it("asks at its gate who may connect", async () => {
    await mounted(
      mount,
      async ({ url }) => {
        expect(await refusalOf(`${url}/llm-websocket/call-1`)).toBe(403);
        expect(await refusalOf(`${url}/llm-websocket/one/two/three`)).toBe(403);
      },
      { admitLoopback: false },
    );
  });

  it("leaves upgrades of other paths to the host's other listeners", async () => {
    await mounted(mount, async ({ host, url }) => {
      host.server.on("upgrade", (request, socket) => {
        if (request.url === "/own") socket.end("HTTP/1.1 418 The host's own\r\n\r\n");
      });
      expect(await refusalOf(`${url}/own`)).toBe(418);
      using client = await connectTestClient(`${url}/llm-websocket/call-1`);
      await expectAnswer(client, 1);
    });
  });

  it("turns upgrades of other paths away where nobody else would answer them", async () => {
    await mounted(mount, async ({ url }) => {
      expect(await refusalOf(`${url}/other`)).toBe(404);
    });
  });

  it("drains: running calls go on to the deadline and are then broken off, new ones are turned away", async () => {
    const clock = createHandClock();
    await mounted(
      mount,
      async ({ repartee, url }) => {
        using client = await connectTestClient(`${url}/llm-websocket/call-1`);
        const drained = repartee.drain({ deadlineMs: 5_000 });
        expect(await refusalOf(`${url}/llm-websocket/call-2`)).toBe(503);
        await expectAnswer(client, 1);
        await clock.advance(5_000);
        expect((await client.closed).code).toBe(1006);
        await drained;
        expect(repartee.calls).toBe(0);
      },
      { clock },
    );
  });

  it("is done when the host is", async () => {
    const repartee = createServer({ agent: dummyAgent, admitLoopback: true });
    const host = await mount(repartee);
    const client = await connectTestClient(`ws://127.0.0.1:${host.port}/llm-websocket/call-1`);
    client.terminate();
    await host.close();
    expect(repartee.ready).toBe(false);
    expect(repartee.calls).toBe(0);
  });
});

it("two servers share a host, each on a path of its own", async () => {
  const other = createServer({ agent: { respond: () => "I am the other one." }, path: "/other", admitLoopback: true });
  await mounted(hosts.node as (repartee: ReparteeServer) => Promise<Host>, async ({ host, url }) => {
    mountNode(host.server, other);
    using first = await connectTestClient(`${url}/llm-websocket/call-1`);
    await expectAnswer(first, 1);
    using second = await connectTestClient(`${url}/other/call-1`);
    expect(await second.next()).toMatchObject({ content: "" });
    expect(await refusalOf(`${url}/third/call-1`)).toBe(404);
    await other.close();
  });
});

it("closing a Fastify app breaks off the calls that are up", async () => {
  const repartee = createServer({ agent: dummyAgent, admitLoopback: true });
  const app = mountFastify(fastify(), repartee);
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  using client = await connectTestClient(`${url.replace("http", "ws")}/llm-websocket/call-1`);
  await app.close();
  expect((await client.closed).code).toBe(1006);
});

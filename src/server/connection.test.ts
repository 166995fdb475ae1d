import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { SessionSocket } from "repartee/session";
import { expect, it } from "vitest";
import { connectRaw, frame, handshake, type RawConnection } from "../../test/support/raw-connection.ts";
import { createSocketServer } from "./connection.ts";

interface Accepted {
  readonly socket: SessionSocket;
  readonly raw: RawConnection;
  readonly received: readonly string[];
  readonly closed: Promise<number>;
}

/** One connection between a bare peer and what sessions see of it. */
async function connected(test: (accepted: Accepted) => Promise<void>, closeTimeoutMs?: number): Promise<void> {
  const sockets = createSocketServer(1_048_576, closeTimeoutMs);
  const http = createHttpServer();
  const received: string[] = [];
  let onClosed = (_code: number): void => undefined;
  const closed = new Promise<number>((resolve) => {
    onClosed = resolve;
  });
  const attached = new Promise<SessionSocket>((resolve) => {
    http.on("upgrade", (request, duplex, head) => {
      sockets.accept(request, duplex, head, {
        attach(socket) {
          resolve(socket);
          return { receive: (bytes) => void received.push(Buffer.from(bytes).toString()), closed: onClosed };
        },
        onBrokenFrame: () => undefined,
        onBrokenHandshake: () => undefined,
      });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  using raw = await connectRaw((http.address() as AddressInfo).port);
  raw.write(handshake("/"));
  const socket = await attached;
  await raw.until("101 Switching Protocols");
  await test({ socket, raw, received, closed });
  sockets.terminateAll();
  await new Promise((resolve) => http.close(resolve));
}

it("passes on what comes in before a close of ours, and nothing after it", async () => {
  await connected(async ({ socket, raw, received, closed }) => {
    raw.write(frame(0x81, "before"));
    while (received.length === 0) await new Promise(setImmediate);
    socket.close(1002, "enough");
    raw.write(Buffer.concat([frame(0x81, "after"), frame(0x88, new Uint8Array([0x03, 0xea]))]));
    expect(await closed).toBe(1002);
    expect(received).toEqual(["before"]);
  });
});

it("breaks the connection of a peer that leaves a close unanswered", async () => {
  await connected(async ({ socket, raw, closed }) => {
    socket.close(1002, "enough");
    expect(await raw.answer).toContain("enough");
    expect(await closed).toBe(1006);
  }, 20);
}, 4_000);

it("loses what is sent after the end, without a throw", async () => {
  await connected(async ({ socket, closed }) => {
    socket.terminate();
    socket.send("lost");
    socket.close(1000, "again");
    socket.terminate();
    expect(await closed).toBe(1006);
    expect(socket.bufferedAmount).toBe(0);
  });
});

it("says how much the peer has not taken yet", async () => {
  await connected(async ({ socket, raw }) => {
    raw.pause();
    for (let sent = 0; sent < 400 && socket.bufferedAmount === 0; sent += 1) socket.send("x".repeat(65_536));
    expect(socket.bufferedAmount).toBeGreaterThan(0);
  });
});

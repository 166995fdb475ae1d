import type { Socket } from "node:net";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { dialNowhere } from "../../../test/support/dialers.ts";
import { createVirtualClock, type VirtualClock } from "../../internal/index.ts";
import { createContext } from "../context.ts";
import { defaultCheckSettings } from "../settings.ts";
import { readUntil } from "./read-until.ts";

interface Parts {
  readonly clock: VirtualClock;
  readonly socket: PassThrough;
  giveUp(): void;
  /** Reads until this has come, and a second at most. */
  read(wanted: string): Promise<{ readonly text: string; readonly problem: string | undefined }>;
}

function createParts(): Parts {
  const clock = createVirtualClock();
  const stopping = new AbortController();
  const { signal } = stopping;
  const context = createContext({
    url: "ws://agent.test/",
    settings: defaultCheckSettings,
    clock,
    dial: dialNowhere,
    signal,
  });
  const socket = new PassThrough();
  return {
    clock,
    socket,
    giveUp: () => stopping.abort("enough"),
    async read(wanted) {
      let text = "";
      const problem = await readUntil(context, socket as unknown as Socket, 1_000, (bytes) => {
        text += bytes.toString();
        return text.includes(wanted);
      });
      return { text, problem };
    },
  };
}

/** Lets what a stream holds come out of it. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("what comes after enough has come waits for the next who reads", async () => {
  const { clock, socket, read } = createParts();
  const first = read("two");
  socket.write("one ");
  socket.write("two");
  expect(await first).toEqual({ text: "one two", problem: undefined });
  socket.write("three");
  await settle();
  expect(await read("three")).toEqual({ text: "three", problem: undefined });
  expect(clock.pendingTimers).toBe(0);
});

test("a connection that brings too little is late, or closed", async () => {
  const { clock, socket, read } = createParts();
  const late = read("two");
  socket.write("one");
  await settle();
  await clock.advance(1_000);
  expect(await late).toEqual({ text: "one", problem: "late" });
  const closed = read("two");
  socket.destroy();
  expect(await closed).toEqual({ text: "", problem: "closed" });
});

test("when the check is given up, the connection is broken off", async () => {
  const { clock, giveUp, socket, read } = createParts();
  const reading = read("two");
  giveUp();
  await expect(reading).rejects.toBe("enough");
  expect(socket.destroyed).toBe(true);
  expect(clock.pendingTimers).toBe(0);
});

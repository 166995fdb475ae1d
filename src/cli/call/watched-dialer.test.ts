import { expect, test } from "vitest";
import type { Dialer, DialHandlers } from "../../platform/index.ts";
import { watchDialer } from "./watched-dialer.ts";

interface Parts {
  /** What the line is told, and what the user is. */
  readonly told: string[];
  /** What was asked to be explained. */
  readonly asked: string[];
  /** The connections as the dialer sees them. */
  readonly connections: DialHandlers[];
  dial(): ReturnType<Dialer>;
  settled(): Promise<void>;
}

function createParts(): Parts {
  const told: string[] = [];
  const asked: string[] = [];
  const connections: DialHandlers[] = [];
  const watched = watchDialer({
    dial: (_url, handlers) => {
      connections.push(handlers);
      return { send: (text) => told.push(`sent ${text}`), close: () => undefined, terminate: () => undefined };
    },
    explain: async (_url, message) => {
      asked.push(message);
      return `because ${message}`;
    },
    onFailed: (explanation) => told.push(`user: ${explanation}`),
  });
  const dial = (): ReturnType<Dialer> =>
    watched.dial("ws://agent.test/", {
      onOpen: () => told.push("open"),
      onText: (text) => told.push(`text ${text}`),
      onBinary: (byteCount) => told.push(`binary ${byteCount}`),
      onError: (message) => told.push(`error ${message}`),
      onClose: (code) => told.push(`close ${code}`),
    });
  return { told, asked, connections, dial, settled: () => watched.settled() };
}

/** Lets promises that are ready run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a connection that opens is passed through as it is", async () => {
  const { told, asked, connections, dial } = createParts();
  const socket = dial();
  connections[0]?.onOpen();
  socket.send("hello");
  connections[0]?.onText("hi");
  connections[0]?.onBinary(4);
  connections[0]?.onError("broken");
  connections[0]?.onClose(1006, "");
  await settle();
  expect(told).toEqual(["open", "sent hello", "text hi", "binary 4", "error broken", "close 1006"]);
  expect(asked).toEqual([]);
});

test("one that does not open is explained before its end is told, once for each reason", async () => {
  const { told, asked, connections, dial } = createParts();
  for (const message of ["refused", "refused", "reset"]) {
    dial();
    connections.at(-1)?.onError(message);
    connections.at(-1)?.onClose(1006, "");
    await settle();
  }
  const of = (message: string): string[] => [`error because ${message}`, `user: because ${message}`, "close 1006"];
  expect(told).toEqual([...of("refused"), ...of("refused"), ...of("reset")]);
  expect(asked).toEqual(["refused", "reset"]);
});

test("one that is hung up before it opens needs no explanation", async () => {
  const { told, asked, connections, dial } = createParts();
  dial().close(1000, "");
  connections[0]?.onError("closed before it was established");
  connections[0]?.onClose(1006, "");
  await settle();
  expect([told, asked]).toEqual([["close 1006"], []]);
});

test("the last goodbye can be waited for", async () => {
  const { connections, dial, settled } = createParts();
  dial();
  dial();
  let isSettled = false;
  void settled().then(() => {
    isSettled = true;
  });
  connections[0]?.onOpen();
  connections[0]?.onClose(1000, "");
  await settle();
  expect(isSettled).toBe(false);
  connections[1]?.onClose(1006, "");
  await settle();
  expect(isSettled).toBe(true);
});

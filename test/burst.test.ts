/** After a restart, the platform dials every call again at the same moment. */
import { dummyAgent } from "repartee";
import { startTestServer } from "repartee/testing";
import { expect, test } from "vitest";
import { connectRaw, handshake } from "./support/raw-connection.ts";

test("as many calls as are allowed by default may dial at once, and each is greeted", async () => {
  await using server = await startTestServer({ agent: dummyAgent });
  // All connections are open before the first of them says what it wants: the worst order that there is.
  const dials = await Promise.all(Array.from({ length: 1_000 }, () => connectRaw(server.port)));
  for (const [index, dial] of dials.entries()) dial.write(handshake(`/llm-websocket/call-${index}`));
  const greeted = await Promise.allSettled(dials.map((dial) => dial.until("How may I help you?")));
  for (const dial of dials) dial.terminate();
  expect(greeted.filter(({ status }) => status === "rejected")).toEqual([]);
}, 30_000);

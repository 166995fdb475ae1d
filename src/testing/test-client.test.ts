import { dummyAgent, echoAgent } from "repartee";
import { connectTestClient, HandshakeRefused, startTestServer } from "repartee/testing";
import { expect, it } from "vitest";

const ask = (response_id: number) => ({
  interaction_type: "response_required",
  response_id,
  transcript: [{ role: "user", content: `number ${response_id}` }],
});

it("keeps messages that come in before anybody waits for them", async () => {
  await using server = await startTestServer({ agent: dummyAgent });
  using client = await connectTestClient(`${server.url}call-1`);
  client.send(ask(1));
  await client.nextMatching(({ response_id }) => response_id === 1);
  client.send(ask(2));
  while (client.waitingCount === 0) await fetch(`${server.httpUrl}/healthz`);
  expect(await client.next()).toMatchObject({ response_id: 2 });
});

it("hands each message to one of several who wait", async () => {
  await using server = await startTestServer({ agent: echoAgent });
  using client = await connectTestClient(`${server.url}call-1`);
  const both = Promise.all([
    client.nextMatching(({ content_complete }) => content_complete === true),
    client.nextMatching(({ content_complete }) => content_complete === true),
  ]);
  client.send(ask(1));
  expect((await both).map(({ response_id }) => response_id)).toEqual([0, 1]);
});

it("fails a wait for a message that does not come, after its time or when the connection closes", async () => {
  await using server = await startTestServer({ agent: dummyAgent });
  using client = await connectTestClient(`${server.url}call-1`, { timeoutMs: 20 });
  await expect(client.nextMatching(() => false)).rejects.toThrow("no such message came in within 20 ms");
  using other = await connectTestClient(`${server.url}call-2`);
  const waiting = other.nextMatching(() => false);
  other.close();
  await expect(waiting).rejects.toThrow("closed before such a message");
});

it("fails to connect with the server's own words when it is refused", async () => {
  await using server = await startTestServer({ agent: dummyAgent, admitLoopback: false });
  const refused = connectTestClient(`${server.url}call-1`);
  await expect(refused).rejects.toEqual(new HandshakeRefused(403, "This address may not connect."));
});

it("fails to connect where nobody listens", async () => {
  const server = await startTestServer({ agent: dummyAgent });
  await server[Symbol.asyncDispose]();
  await expect(connectTestClient(`${server.url}call-1`)).rejects.toThrow("ECONNREFUSED");
});

/** Every example runs, answers a call, and leaves its host's own routes alone. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { connectTestClient, startTestServer, type TestClient } from "repartee/testing";
import { describe, expect, it } from "vitest";
import agent from "../examples/quickstart/agent.ts";
import { startExample } from "./support/example-process.ts";
import { expectAnswer } from "./support/under-attack.ts";

const folder = fileURLToPath(new URL("../examples/", import.meta.url));
const servers = readdirSync(folder).filter((name) => existsSync(`${folder}${name}/server.ts`));

it("there are servers for all four mounts", () => {
  expect(servers).toEqual(expect.arrayContaining(["express", "fastify", "hono", "node-http"]));
});

describe.each(servers)("examples/%s", (name) => {
  it("answers a call, and its own route beside it", async () => {
    using example = await startExample(`${name}/server.ts`);
    using client = await connectTestClient(`${example.url}call-1`);
    await holdsTheQuickstartCall(client);
    const page = await fetch(example.url.replace(/^ws(.*)llm-websocket\/$/, "http$1"));
    expect([page.status, await page.text()]).toEqual([200, "Hello World!"]);
  });
});

it("examples/node-http stops in good order", async () => {
  using example = await startExample("node-http/server.ts");
  using client = await connectTestClient(`${example.url}call-1`);
  const stopped = example.stop();
  await expectAnswer(client, 1);
  client.close();
  expect(await stopped).toEqual({ code: 0, signal: null });
});

it("examples/quickstart is an agent that greets, answers and says goodbye", async () => {
  await using server = await startTestServer({ agent });
  using client = await connectTestClient(`${server.url}call-1`);
  await holdsTheQuickstartCall(client);
});

async function holdsTheQuickstartCall(client: TestClient): Promise<void> {
  expect(await client.next()).toMatchObject({ response_id: 0, content: "How may I help you?", content_complete: true });
  await expectAnswer(client, 1);
  const transcript = [{ role: "user", content: "Thank you, bye." }];
  client.send({ interaction_type: "response_required", response_id: 2, transcript });
  expect(await client.nextMatching(({ end_call }) => end_call === true)).toMatchObject({ response_id: 2 });
}

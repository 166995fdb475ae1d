import { connectTestClient, createScriptedModel, realClock, startTestServer } from "repartee/testing";
import { expect, test, vi } from "vitest";

// No provider and no key: the model of the example is one that follows a script.
vi.mock("@ai-sdk/openai", () => ({
  openai: (name: string) =>
    createScriptedModel({
      clock: realClock,
      name,
      play: ({ messages }) => {
        const last = messages.at(-1);
        return last?.role === "tool"
          ? [`On Mondays we are open ${last.results[0]?.content}.`]
          : [{ callId: "1", name: "hours", input: { day: "Monday" } }];
      },
    }),
}));

test("looks up the hours, and tells them", async () => {
  const { default: agent } = await import("./agent.ts");
  await using server = await startTestServer({ agent });
  using client = await connectTestClient(`${server.url}call-1`);
  expect(await client.nextMatching(({ content }) => content !== undefined)).toMatchObject({
    content: "Harbour office, how may I help you?",
  });
  const transcript = [{ role: "user", content: "When are you open on Mondays?" }];
  client.send({ interaction_type: "response_required", response_id: 1, transcript });
  expect(await client.nextMatching(({ response_id }) => response_id === 1)).toMatchObject({
    content: "On Mondays we are open nine to five.",
  });
});

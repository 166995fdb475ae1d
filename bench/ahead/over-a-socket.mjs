/**
 * How long the first sentence of a hit takes from the request over a real connection, next to an agent without a model
 * that answers with the same words.
 */
import { EventEmitter, once } from "node:events";
import { defineAgent } from "repartee";
import { llmAgent } from "repartee/llm";
import { connectTestClient, startTestServer } from "repartee/testing";
import { median, quantile } from "../support/statistics.mjs";

const answer = "We are open from nine to five.";

/**
 * @param {number} turns
 * @returns {Promise<{ hit: Spread, bare: Spread, ratio: number }>}
 * @typedef {{ median: number, p99: number }} Spread in ms.
 */
export async function measureHits(turns) {
  const hit = [];
  const bare = [];
  const written = new EventEmitter();
  let generations = 0;
  const model = {
    name: "at once",
    async *generate() {
      generations += 1;
      try {
        yield { type: "text", text: answer };
        yield { type: "end", usage: { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0 }, reason: "stop" };
      } finally {
        written.emit("written");
      }
    },
  };
  const server = await startTestServer({
    agent: llmAgent({ model, instructions: "You answer the telephone.", ahead: true }),
  });
  const bareServer = await startTestServer({ agent: defineAgent({ respond: () => answer }) });
  const caller = await connectTestClient(`${server.url}ahead`);
  const bareCaller = await connectTestClient(`${bareServer.url}bare`);
  for (let turn = 1; turn <= turns; turn += 1) {
    const transcript = [{ role: "user", content: `This is question number ${turn}: are you open?` }];
    const isWritten = once(written, "written");
    caller.send({ interaction_type: "update_only", transcript });
    await isWritten;
    hit.push(await ask(caller, turn, transcript));
    bareCaller.send({ interaction_type: "update_only", transcript });
    bare.push(await ask(bareCaller, turn, transcript));
  }
  caller.close();
  bareCaller.close();
  await server.server.close();
  await bareServer.server.close();
  if (generations !== turns) throw new Error(`${generations} generations for ${turns} hits`);
  const ratio = median(hit.map((ms, index) => ms / bare[index]));
  return { hit: spread(hit), bare: spread(bare), ratio };
}

/**
 * @param {import("repartee/testing").TestClient} caller
 * @param {number} responseId
 * @param {readonly object[]} transcript
 * @returns {Promise<number>} ms until the first words.
 */
async function ask(caller, responseId, transcript) {
  const askedAtMs = performance.now();
  caller.send({ interaction_type: "response_required", response_id: responseId, transcript });
  const { content } = await caller.nextMatching(({ response_id }) => response_id === responseId);
  const ms = performance.now() - askedAtMs;
  if (String(content).trim() !== answer) throw new Error(`the first words were ${JSON.stringify(content)}`);
  return ms;
}

/** @param {readonly number[]} values */
function spread(values) {
  return { median: median(values), p99: quantile(values, 0.99) };
}

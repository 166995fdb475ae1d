/** A call over a real connection in which a test says what the caller says: for agents that wait for something real. */
import type { Agent } from "../../src/session/index.ts";
import type { AgentNote } from "../../src/session/notes.ts";
import { connectTestClient, type ReceivedMessage, startTestServer } from "../../src/testing/index.ts";

export interface SpokenCall extends AsyncDisposable {
  /** Asks for an answer to these words. */
  ask(words: string): void;
  /** Asks, and waits for the whole answer; the agent is taken to have been heard. */
  say(words: string): Promise<SpokenAnswer>;
  /** The next frame that holds words. */
  nextWords(): Promise<string>;
  readonly notes: readonly AgentNote[];
}

export interface SpokenAnswer {
  readonly text: string;
  readonly frames: readonly ReceivedMessage[];
}

export async function openSpokenCall(agent: Agent): Promise<SpokenCall> {
  const notes: AgentNote[] = [];
  const server = await startTestServer({
    agent,
    observer: { onEvent: (_callId, event) => event.type === "agent-noted" && notes.push(event.note) },
  });
  const client = await connectTestClient(`${server.url}call-1`);
  const transcript: { role: string; content: string }[] = [];
  let responseId = 0;
  const ask = (words: string): void => {
    transcript.push({ role: "user", content: words });
    responseId += 1;
    client.send({ interaction_type: "response_required", response_id: responseId, transcript });
  };
  return {
    notes,
    ask,
    async say(words) {
      ask(words);
      const frames: ReceivedMessage[] = [];
      do {
        frames.push(await client.nextMatching((message) => message.response_id === responseId));
      } while (frames.at(-1)?.content_complete !== true);
      const text = frames.map(({ content }) => content).join("");
      transcript.push({ role: "agent", content: text });
      return { text, frames };
    },
    async nextWords() {
      const { content } = await client.nextMatching(
        (message) => typeof message.content === "string" && message.content !== "",
      );
      return String(content);
    },
    async [Symbol.asyncDispose]() {
      client.close(1000);
      await client.closed;
      await server[Symbol.asyncDispose]();
    },
  };
}

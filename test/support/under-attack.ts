/** A server with a call that is up, something hostile that happens to it, and the proof that nobody else noticed. */
import { dummyAgent, type ServerOptions, type SessionEvent } from "repartee";
import { connectTestClient, startTestServer, type TestClient, type TestServer } from "repartee/testing";
import { expect } from "vitest";

export interface Attacked {
  readonly server: TestServer;
  /** The URL of one more call. */
  newCall(): string;
  /** The path of one more call. */
  newPath(): string;
  /** Codes of the problems that were reported so far, in order. */
  readonly problems: readonly string[];
  /** Settles once this is so; asked again whenever something happens in a call. */
  until(isSo: () => boolean): Promise<void>;
}

/** Runs the attack; then the call that was up before it, and a new one, are answered as if nothing had been. */
export async function underAttack(
  attack: (attacked: Attacked) => Promise<void>,
  options: Partial<ServerOptions> = {},
): Promise<void> {
  const problems: string[] = [];
  const waiting = new Set<() => void>();
  const onEvent = (_callId: string, event: SessionEvent): void => {
    if (event.type === "problem") problems.push(event.code);
    // After the server itself took note of it.
    setImmediate(() => {
      for (const check of waiting) check();
    });
  };
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!isSo()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  await using server = await startTestServer({
    agent: dummyAgent,
    maxFrameBytes: 1_048_576,
    observer: { onEvent },
    ...options,
  });
  using bystander = await connectTestClient(`${server.url}bystander`);
  expect(await bystander.next()).toMatchObject({ content: "How may I help you?" });
  let count = 0;
  const newPath = (): string => {
    count += 1;
    return `/llm-websocket/attack-${count}`;
  };
  const newCall = (): string => `ws://127.0.0.1:${server.port}${newPath()}`;

  await attack({ server, newCall, newPath, problems, until });

  await expectAnswer(bystander, 1);
  using next = await connectTestClient(`${server.url}next`);
  expect(await next.next()).toMatchObject({ response_id: 0, content: "How may I help you?" });
  await expectAnswer(next, 1);
}

/** Asks, and waits for the whole answer of the guide's dummy. */
export async function expectAnswer(client: TestClient, responseId: number): Promise<void> {
  client.send({ interaction_type: "response_required", response_id: responseId, transcript: [] });
  let text = "";
  for (let isComplete = false; !isComplete; ) {
    const message = await client.nextMatching((candidate) => candidate.response_id === responseId);
    text += String(message.content);
    isComplete = message.content_complete === true;
  }
  expect(text).toBe("I am sorry, can you say that again?");
}

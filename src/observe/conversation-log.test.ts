import { expect, test } from "vitest";
import type { SessionObserver } from "../session/index.ts";
import { createConversationLog } from "./conversation-log.ts";
import { createLog } from "./log.ts";

interface Conversation {
  receive(event: object): void;
  send(event: object): void;
  end(): void;
  readonly said: unknown[];
}

function startConversation(): Conversation {
  const said: unknown[] = [];
  const write = (line: string): void => {
    const { message, text, responseId } = JSON.parse(line);
    said.push({ message, text, responseId });
  };
  const observer: SessionObserver = createConversationLog(createLog({ write }));
  return {
    said,
    receive: (event) => observer.onReceived?.("c1", new TextEncoder().encode(JSON.stringify(event))),
    send: (event) => observer.onSent?.("c1", JSON.stringify(event)),
    end: () => observer.onEvent?.("c1", { type: "call-ended", reason: "platform-closed", durationMs: 1 }),
  };
}

const request = (responseId: number, content: string): object => ({
  interaction_type: "response_required",
  response_id: responseId,
  transcript: [
    { role: "user", content: "earlier" },
    { role: "agent", content: "yes?" },
    { role: "user", content },
  ],
});
const chunk = (responseId: number, content: string, complete: boolean): object => ({
  response_type: "response",
  response_id: responseId,
  content,
  content_complete: complete,
});

test("what the caller said last and the whole answer are told, masked", () => {
  const conversation = startConversation();
  conversation.receive(request(1, "I am mike@example.com"));
  conversation.send(chunk(1, "Is 0171 123", false));
  conversation.send(chunk(1, "4567 yours?", false));
  conversation.send(chunk(1, "", true));
  expect(conversation.said).toEqual([
    { message: "caller said", text: "I am [e-mail]", responseId: 1 },
    { message: "agent said", text: "Is [number] yours?", responseId: 1 },
  ]);
});

test("half an answer that was withdrawn is not told with the next one", () => {
  const conversation = startConversation();
  conversation.receive(request(1, "a"));
  conversation.send(chunk(1, "half ", false));
  conversation.receive(request(2, "b"));
  conversation.send(chunk(2, "whole", true));
  expect(conversation.said.at(-1)).toMatchObject({ message: "agent said", text: "whole", responseId: 2 });
});

test("interruptions are told, and updates, silence and bookkeeping are not", () => {
  const conversation = startConversation();
  conversation.receive({ interaction_type: "update_only", transcript: [{ role: "user", content: "x" }] });
  conversation.receive({ interaction_type: "ping_pong", timestamp: 1 });
  conversation.receive({ interaction_type: "reminder_required", response_id: 1, transcript: [] });
  conversation.send(chunk(1, "", true));
  conversation.send({ response_type: "metadata", metadata: { secret: "x" } });
  expect(conversation.said).toEqual([]);
  conversation.send({
    response_type: "agent_interrupt",
    interrupt_id: 1,
    content: "wait",
    content_complete: true,
    no_interruption_allowed: false,
  });
  expect(conversation.said).toEqual([{ message: "agent interrupted", text: "wait" }]);
});

test("frames that nobody can read are left to those who report them", () => {
  const observer = createConversationLog(createLog({ write: () => expect.unreachable() }));
  observer.onReceived?.("c1", new Uint8Array([0xff, 0xfe]));
  observer.onSent?.("c1", "{");
});

test("an answer without end is cut, and forgotten when the call is over", () => {
  const conversation = startConversation();
  for (let index = 0; index < 100; index++) conversation.send(chunk(1, "word ".repeat(100), false));
  conversation.end();
  conversation.send(chunk(1, "end", true));
  expect(conversation.said).toEqual([{ message: "agent said", text: "end", responseId: 1 }]);
  for (let index = 0; index < 100; index++) conversation.send(chunk(2, "word ".repeat(100), false));
  conversation.send(chunk(2, "", true));
  expect((conversation.said.at(-1) as { text: string }).text).toHaveLength(2_000);
});

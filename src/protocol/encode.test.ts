import fc from "fast-check";
import { expect, test } from "vitest";
import { platformEvents, serverEvents } from "../../test/support/events.ts";
import { decodePlatformFrame } from "./decode-platform.ts";
import { decodeServerFrame } from "./decode-server.ts";
import { encodeEvent } from "./encode.ts";

const runs = { seed: 20_260_104, numRuns: 500 };

test.each(Object.entries(serverEvents))("a server's %s comes out of the codec as it went in", (_, events) => {
  fc.assert(
    fc.property(events, (event) => {
      const frame = decodeServerFrame(encodeEvent(event));
      expect(frame.type === "event" && frame.event).toEqual(JSON.parse(JSON.stringify(event)));
    }),
    runs,
  );
});

test.each(Object.entries(platformEvents))("a platform's %s comes out of the codec as it went in", (_, events) => {
  fc.assert(
    fc.property(events, (event) => {
      const frame = decodePlatformFrame(encodeEvent(event));
      const sent = JSON.parse(JSON.stringify(event));
      expect(frame.type).toBe(sent.interaction_type);
      if (frame.type === "ping_pong") expect(frame.timestamp).toBe(sent.timestamp);
      if (frame.type === "call_details") expect(frame.call).toEqual(sent.call);
      if ("responseId" in frame) expect(frame.responseId).toBe(sent.response_id);
      if (!("body" in frame)) return;
      expect(frame.body.read()).toStrictEqual({
        transcript: sent.transcript,
        transcriptWithToolCalls: sent.transcript_with_tool_calls,
        turntaking: sent.turntaking,
        problem: undefined,
      });
    }),
    runs,
  );
});

test("an event is one line of JSON", () => {
  const event = { response_type: "response", response_id: 1, content: "a\nb", content_complete: true } as const;
  expect(encodeEvent(event)).toBe(
    '{"response_type":"response","response_id":1,"content":"a\\nb","content_complete":true}',
  );
});

import { expect, it } from "vitest";
import type { Utterance } from "../../protocol/index.ts";
import { Heard } from "./heard.ts";
import type { ModelToolResult } from "./model.ts";
import { createToolLedger } from "./tool-ledger.ts";

it("keeps the newest answers alone of a result that the caller never hears of", () => {
  const ledger = createToolLedger();
  const call = { callId: "c", name: "look", input: {} };
  const result: ModelToolResult = { callId: "c", name: "look", content: "done", successful: true };
  const rest = { done: Promise.resolve(result), mustTell: false, told: [], heard: "nothing" as const };
  ledger.add({ call, callerTurn: 1, wishes: [], result, ...rest });
  const [record] = ledger.records;
  const transcript: Utterance[] = [];
  for (let turn = 1; turn <= 100; turn += 1) {
    transcript.push({ role: "user", content: "And now?" });
    const heard = new Heard(transcript);
    ledger.hear(heard);
    record?.told.push({ before: "", text: `Answer number ${turn} is done.`, ...heard.place });
    transcript.push({ role: "agent", content: "What the platform made of it" });
  }
  expect(record?.told.length).toBeLessThan(5);
  ledger.hear(new Heard([...transcript, { role: "agent", content: "Answer number 100" }]));
  expect(record?.heard).toBe("beginning");
  ledger.hear(new Heard([...transcript, { role: "agent", content: "Answer number 100 is done." }]));
  expect(record).toMatchObject({ heard: "all", told: [] });
});

/** Calls to providers that fail in every way and write what nobody may hear: over HTTP, with callers who cut in. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { expect, it } from "vitest";
import { llmAgent } from "../../src/agents/llm/index.ts";
import { createRandom, type Random } from "../../src/internal/index.ts";
import { type CallReport, type FindingCode, interrupt, pause, say, scriptedCaller } from "../../src/platform/index.ts";
import type { SessionEvent } from "../../src/session/index.ts";
import { type ModelServerStep, placeCall, startModelServer } from "../../src/testing/index.ts";
import { echoTag, echoTagsOf } from "./echo-tag.ts";
import { createFastClock } from "./fast-clock.ts";

const callCount = 120;
/** Calls at the same time. */
const lineCount = 24;
/** Faster, and a busy machine is taken for models that stall: then hardly anything is said that could be judged. */
const factor = 4;

// The SDK would tell the tests' output that it does not know these models.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

/** What the platform would say, or not even that. */
const unspeakable: readonly FindingCode[] = [
  ...(["markdown-spoken", "stop-word-spoken", "run-together", "after-complete", "bad-json", "bad-event"] as const),
];

const seen = { answers: 0, faults: 0, cuts: 0 };

it("every request comes to one end, and nothing nasty or stale is spoken, whatever providers do", async () => {
  const random = createRandom(7);
  await using server = await startModelServer({
    script({ messages }) {
      const words =
        messages
          .findLast(({ role }) => role === "user")
          ?.text.split("\n")
          .at(-1) ?? "";
      return nastyStep(echoTag(words), random);
    },
  });
  const openai = createOpenAI({ baseURL: server.baseUrl, apiKey: "key" });
  const anthropic = createAnthropic({ baseURL: server.baseUrl, apiKey: "key" });
  const clock = createFastClock(factor);
  const problems: string[] = [];
  let next = 1;
  const holdCalls = async (): Promise<void> => {
    while (next <= callCount) {
      const seed = next;
      next += 1;
      const asked = new Map<number, string>();
      const ends = new Map<number, number>();
      const llm = llmAgent({
        model: seed % 2 === 0 ? [openai.chat("a"), anthropic("b")] : [anthropic("b"), openai.responses("c")],
        instructions: "You are Ava.",
        greeting: "How may I help you?",
        ahead: seed % 3 === 0,
        clock,
      });
      const report = await placeCall({
        agent: {
          ...llm,
          respond(turn) {
            const last = turn.transcript.at(-1);
            // Asked again after a holding line, the agent may have been the last to speak.
            asked.set(turn.responseId, echoTag(last?.role === "user" ? last.content : ""));
            return llm.respond(turn);
          },
        },
        clock,
        seed,
        model: { bargeInSpanWords: 0 },
        caller: callerOf(seed),
        observer: { onEvent: (_callId, event) => note(event, ends) },
      });
      for (const problem of judge(report, asked, ends)) problems.push(`seed ${seed}: ${problem}`);
    }
  };
  await Promise.all(Array.from({ length: lineCount }, holdCalls));
  expect(problems).toEqual([]);
  // How much depends on the machine; but not nothing.
  expect(seen.answers).toBeGreaterThan(callCount / 12);
  expect(seen.faults).toBeGreaterThan(callCount / 12);
  expect(seen.cuts).toBeGreaterThan(callCount / 12);
}, 120_000);

function note(event: SessionEvent, ends: Map<number, number>): void {
  if (event.type === "turn-started") ends.set(event.responseId, 0);
  if (event.type === "turn-ended") ends.set(event.responseId, (ends.get(event.responseId) ?? 0) + 1);
}

function judge(report: CallReport, asked: ReadonlyMap<number, string>, ends: ReadonlyMap<number, number>): string[] {
  seen.cuts += report.turns.filter(({ outcome }) => outcome === "cut").length;
  const problems = report.findings
    .filter(({ code }) => unspeakable.includes(code))
    .map(({ code, message }) => `${code}: ${message}`);
  for (const [id, count] of ends) if (count !== 1) problems.push(`request ${id} came to ${count} ends`);
  for (const { direction, type, responseId = 0, text } of report.frames) {
    const tag = asked.get(responseId);
    if (direction !== "from-server" || type !== "response" || tag === undefined) continue;
    const { content } = JSON.parse(text) as { content: string };
    const tags = echoTagsOf(content);
    seen.answers += tags.length;
    for (const other of tags) if (other !== tag) problems.push(`${other} was said in answer to ${tag}`);
    if (/[*`#{}[\]<>|]|https?:|NO_RESPONSE|\p{Extended_Pictographic}/u.test(content)) problems.push(`said ${content}`);
  }
  return problems;
}

/** One of the ways in which providers fail, or an answer that is not fit to be spoken, in pieces of any size. */
function nastyStep(tag: string, random: Random): ModelServerStep {
  const text = pieces(random.pick(answers)(tag), random);
  const answer = { text, firstTokenMs: random.integer(0, 60), tokensPerSecond: random.integer(40, 400) };
  if (random.chance(0.6)) return answer;
  seen.faults += 1;
  const after = random.integer(0, text.length);
  return random.pick<ModelServerStep>([
    { status: random.pick([400, 401, 429, 500, 529]) },
    { garbage: "data: {what\n\n" },
    { ...answer, stallAfter: after },
    { ...answer, cutAfter: after },
    { ...answer, firstTokenMs: 3_000 },
  ]);
}

const answers: readonly ((tag: string) => string)[] = [
  (tag) => `**Well, ${tag}.** See [our page](https://example.com/${tag}_b?c=d) for \`${tag}\`. 🎉 Anything else?`,
  (tag) => `# ${tag}\n\n- Monday: ${tag}\n- Sunday: closed\n\n1. Bread\n2. Milk\n\nIs that ${tag}?`,
  (tag) => `<think>Should I? No.</think>{"name":"book","arguments":{"at":"7"}} I heard ${tag}. <b>Really.</b>`,
  (tag) => `Here it is:\n\`\`\`js\nconst a = { b: 1 };\n\`\`\`\nThat was ${tag}.\n| a | b |\n|---|---|\n| 1 | 2 |`,
  () => "NO_RESPONSE_NEEDED",
  (tag) => `${tag}. NO_RESPONSE_NEEDED`,
];

function pieces(text: string, random: Random): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const length = random.integer(1, 12);
    parts.push(text.slice(at, at + length));
    at += length;
  }
  return parts;
}

/** Cuts in after each number of words, and speaks in pieces. */
function callerOf(seed: number) {
  const random = createRandom(seed ^ 0x4a57);
  const line = (): string => random.pick(["When are you open?", "I want a table", "for four.", "What?", "Yes."]);
  return scriptedCaller([
    line(),
    pause(random.integer(50, 900)),
    say(line()),
    interrupt({ afterWords: 1 + (seed % 10), say: line() }),
    interrupt({ afterWords: 1 + (seed % 4), say: line() }),
    line(),
  ]);
}

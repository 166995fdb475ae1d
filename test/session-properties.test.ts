/** Promises 1, 2, 3 and 6 over random interleavings of frames, connections and agents that misbehave. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AgentOutput, Turn } from "../src/session/index.ts";
import { type ScriptedConnection, scriptedCall } from "./support/scripted-call.ts";

type Behaviour = "text" | "nothing" | "throw" | "hang" | "half-then-throw" | "half-then-hang" | "deaf" | "chatty";
const behaviours: Behaviour[] = [
  "text",
  "nothing",
  "throw",
  "hang",
  "half-then-throw",
  "half-then-hang",
  "deaf",
  "chatty",
];

type Step =
  | { do: "ask" | "remind"; offset: number }
  | { do: "repeat" | "update" | "ping" | "noise" | "drop" | "reconnect" | "replace" }
  | { do: "wait"; ms: number }
  | { do: "microtasks"; count: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom("ask", "remind"), offset: fc.integer({ min: -2, max: 3 }) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 1_500 }) }) },
  // The agent gets to yield, yet the tick is not over: nothing of it was sent.
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("microtasks" as const), count: fc.integer({ min: 1, max: 20 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("repeat", "update", "ping", "noise", "drop", "reconnect", "replace"),
    }) as fc.Arbitrary<Step>,
  },
);

/** What one connection saw, in order. */
interface Line {
  readonly connection: ScriptedConnection;
  /** Frames that had been sent on it when each request came in. */
  readonly asked: Array<{ id: number; at: number }>;
  /** The newest id that had been asked for when it was made. */
  readonly carried: number;
}

async function run(steps: readonly Step[], moods: readonly Behaviour[], slowGreeting: boolean): Promise<void> {
  const turns: Turn[] = [];
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      call.clock.setTimeout(resolve, ms);
    });
  const hang = (): Promise<never> => new Promise(() => undefined);
  async function* respond(turn: Turn): AsyncGenerator<AgentOutput> {
    turns.push(turn);
    const mood = moods[turns.length % moods.length];
    if (mood === "throw") throw new Error("mood");
    if (mood === "nothing") return;
    if (mood === "hang") await hang();
    yield "First. ";
    if (mood === "half-then-throw") throw new Error("mood");
    if (mood === "half-then-hang") await hang();
    for (let count = 0; count < (mood === "chatty" ? 500 : 4); count += 1) {
      // A deaf agent goes on whatever its signal says.
      if (mood !== "deaf" && turn.signal.aborted) return;
      if (mood !== "chatty") await pause(300);
      yield `${count} `;
    }
  }
  const greeting = async (): Promise<string> => {
    await pause(700);
    return "Hello.";
  };
  const call = scriptedCall(
    { greeting: slowGreeting ? greeting : "Hello.", respond },
    { agentIdleTimeoutMs: 2_000, turnTimeoutMs: 4_000, reconnectGraceMs: 60_000 },
  );

  const lines: Line[] = [];
  let newest = 0;
  let up: Line | undefined;
  const connect = (): void => {
    up = { connection: call.connect(), asked: [], carried: newest };
    lines.push(up);
  };
  const ask = (kind: "ask" | "remind", id: number): void => {
    if (up === undefined) return;
    const { connection, asked } = up;
    const last = asked.at(-1)?.id ?? (lines.length === 1 ? 0 : undefined);
    const isNew = id > 0 && (last === undefined || id > last);
    asked.push({ id, at: connection.sent.length });
    const before = turns.filter((turn) => !turn.signal.aborted);
    if (kind === "ask") connection.ask(id);
    else connection.remind(id);
    if (!isNew) {
      asked.pop();
      return;
    }
    newest = id;
    // Promise 3: in this very tick, every older turn is over: completed before, or aborted now.
    for (const turn of before) {
      if (turn.responseId !== id && !isCompleted(turn.responseId)) expect(turn.signal.aborted).toBe(true);
    }
  };
  const isCompleted = (id: number): boolean =>
    lines.some(({ connection }) =>
      connection.sent.some((event) => "response_id" in event && event.response_id === id && event.content_complete),
    );

  connect();
  for (const it of steps) {
    if (it.do === "ask" || it.do === "remind") ask(it.do, newest + it.offset);
    else if (it.do === "repeat") ask("ask", newest);
    else if (it.do === "update") up?.connection.receive({ interaction_type: "update_only", transcript: [] });
    else if (it.do === "ping") up?.connection.receive({ interaction_type: "ping_pong", timestamp: 1 });
    else if (it.do === "noise") up?.connection.receive({ interaction_type: "noise" });
    else if (it.do === "wait") await call.clock.advance(it.ms);
    else if (it.do === "microtasks") for (let count = 0; count < it.count; count += 1) await undefined;
    else if (it.do === "replace") connect();
    else if (it.do === "reconnect" && up === undefined) connect();
    else if (it.do === "drop") {
      up?.connection.closed(1006);
      up = undefined;
    }
  }
  if (up === undefined) connect();
  await call.clock.advance(30_000);
  check(lines);
}

function check(lines: readonly Line[]): void {
  const completed = new Map<number, number>();
  let greetings = 0;
  lines.forEach(({ connection, asked, carried }, index) => {
    let current = index === 0 ? 0 : carried;
    let next = 0;
    const takeRequestsUpTo = (position: number): void => {
      for (let request = asked[next]; request !== undefined && request.at <= position; request = asked[next]) {
        // Only new requests are in the list: an id that is asked for again on a new connection may be answered again.
        completed.delete(request.id);
        current = request.id;
        next += 1;
      }
    };
    connection.sent.forEach((event, position) => {
      takeRequestsUpTo(position);
      if (!("response_id" in event) || typeof event.response_id !== "number") return;
      if (event.response_id === 0) {
        // Promise 6.
        if (event.content !== "") greetings += 1;
        const isBegin = next === 0;
        expect(isBegin, "a begin message after the first request").toBe(true);
        return;
      }
      // Promise 1.
      expect(event.response_id, "the newest id").toBe(current);
      expect(completed.has(current), `id ${current} after its completion`).toBe(false);
      if (event.content_complete) completed.set(current, 1);
    });
    // The last ones may be answered on the next connection.
    takeRequestsUpTo(connection.sent.length);
  });
  expect(greetings).toBeLessThanOrEqual(1);
  // Promise 2: the request that stayed current to the end was completed.
  const last = lines.flatMap(({ asked }) => asked).at(-1);
  if (last !== undefined) expect(completed.has(last.id), `id ${last.id} was never completed`).toBe(true);
}

describe("any interleaving of frames", () => {
  it("keeps promises 1, 2, 3 and 6", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.array(fc.constantFrom(...behaviours), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        run,
      ),
      { numRuns: 300 },
    );
  });

  it.each<readonly [string, Behaviour, Step[]]>([
    [
      "on a connection that is replaced before it is answered",
      "half-then-throw",
      [
        { do: "ask", offset: 1 },
        { do: "drop" },
        { do: "reconnect" },
        { do: "wait", ms: 0 },
        { do: "ask", offset: 0 },
        { do: "replace" },
      ],
    ],
    [
      "after an older one, on a new connection",
      "nothing",
      [
        { do: "ask", offset: 2 },
        { do: "replace" },
        { do: "wait", ms: 0 },
        { do: "ask", offset: -1 },
        { do: "ask", offset: 1 },
      ],
    ],
  ])("keeps them when an id is asked for again %s", async (_when, mood, steps) => {
    await run(steps, [mood], false);
  });
});

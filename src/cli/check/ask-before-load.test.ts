import { expect, test } from "vitest";
import type { Audit } from "../../check/index.ts";
import { mayLoad } from "./ask-before-load.ts";

const light: Audit = {
  id: "turns-answered",
  group: "turns",
  level: "MUST",
  title: "Answers",
  why: "Nobody hears anything.",
  advice: "Answer.",
  source: "response",
  run: async () => ({ outcome: "holds" }),
};
const heavy: Audit = { ...light, id: "load-calls", group: "load", heavy: true };

async function decide(url: string, parts: { audits?: Audit[]; isAllowed?: boolean; answer?: boolean } = {}) {
  const { audits = [light, heavy], isAllowed = false, answer } = parts;
  const asked: string[] = [];
  const told: string[] = [];
  const ask = async (question: string): Promise<boolean> => {
    asked.push(question);
    return answer === true;
  };
  const allowed = await mayLoad({
    url,
    audits,
    settings: { calls: 20, floodConnections: 500 },
    isAllowed,
    ask: answer === undefined ? undefined : ask,
    tell: (text) => told.push(text),
  });
  return { allowed, asked, told };
}

test.each(["ws://localhost:3000/llm-websocket/", "http://127.0.0.1:3000", "ws://[::1]:3000/", "ws://127.8.9.1/"])(
  "this machine is loaded without a question: %s",
  async (url) => {
    expect(await decide(url, { answer: false })).toEqual({ allowed: true, asked: [], told: [] });
  },
);

test.each(["wss://example.com/llm-websocket/", "ws://192.168.1.7:3000/", "wss://localhost.example.com/"])(
  "any other is asked for by name, with the number of connections: %s",
  async (url) => {
    const { hostname } = new URL(url);
    expect(await decide(url, { answer: true })).toEqual({
      allowed: true,
      asked: [
        `${hostname} is not this machine. Load it with 20 calls at a time, and 500 connections that are opened and dropped? [y/N] `,
      ],
      told: [],
    });
  },
);

test("a no leaves the audits of load out, and says so", async () => {
  const { allowed, told } = await decide("wss://example.com/", { answer: false, audits: [light, heavy, heavy] });
  expect(allowed).toBe(false);
  expect(told).toEqual(["2 audits of load are left out."]);
});

test("where nobody can answer they are left out, with what to do", async () => {
  expect(await decide("wss://example.com/")).toEqual({
    allowed: false,
    asked: [],
    told: ["1 audit of load is left out, because example.com is not this machine: give --yes if you may load it."],
  });
});

test("--yes is an answer", async () => {
  expect(await decide("wss://example.com/", { isAllowed: true, answer: false })).toMatchObject({
    allowed: true,
    asked: [],
  });
});

test("without an audit of load there is nothing to ask", async () => {
  expect(await decide("wss://example.com/", { audits: [light], answer: false })).toMatchObject({
    asked: [],
    told: [],
  });
});

import { expect, test } from "vitest";
import { concealSecrets } from "./conceal.ts";

test("takes the values of the query and the password out of a text, also when they are encoded", () => {
  const url = "wss://ada:pass%20word@host.example/llm?key=a%2Fb%3Dc&tenant=north";
  const text = "Cannot GET /llm?key=a%2Fb%3Dc (a/b=c) for ada:pass%20word of north";
  const concealed = concealSecrets(url, text);
  for (const secret of ["a/b=c", "a%2Fb%3Dc", "north", "pass%20word"]) expect(concealed).not.toContain(secret);
  expect(concealed).toContain("Cannot GET /llm?key=…");
});

test("leaves a text alone that holds none", () => {
  expect(concealSecrets("ws://host.example/llm?v=1", "version 1")).toBe("version 1");
});

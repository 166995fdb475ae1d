import { describe, expect, test, vi } from "vitest";
import { createScriptedContext } from "../../test/support/cli-context.ts";
import { createAgentLoader } from "./load-agent.ts";

// An agent that imports the package has all of its sources transpiled here, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const goodAgent = `
  import { defineAgent } from "repartee";
  interface Note { readonly text: string }
  const note: Note = { text: "hello" };
  export default defineAgent({ greeting: note.text, respond: () => "yes" });
`;

test("a TypeScript agent loads, and finds the package from wherever it lies", async () => {
  using world = createScriptedContext();
  world.writeFile("agent.ts", goodAgent);
  expect(await createAgentLoader("agent.ts", world.folder).load()).toMatchObject({ greeting: "hello" });
});

test("every door of the package is found too", async () => {
  using world = createScriptedContext();
  world.writeFile(
    "agent.ts",
    `import { createVirtualClock } from "repartee/testing";
     import { closeCodes } from "repartee/protocol";
     export default { greeting: typeof createVirtualClock + closeCodes.hangup, respond() {} };`,
  );
  expect(await createAgentLoader("agent.ts", world.folder).load()).toMatchObject({ greeting: "function1000" });
});

test("a plain object, an agent that waits at its top level, and JavaScript load too", async () => {
  using world = createScriptedContext();
  world.writeFile("plain.ts", 'export default { respond: () => "yes" };');
  world.writeFile(
    "waits.ts",
    'const greeting = await Promise.resolve("hi"); export default { greeting, respond() {} };',
  );
  world.writeFile("script.mjs", 'export default { greeting: "js", respond: () => "yes" };');
  expect(await createAgentLoader("plain.ts", world.folder).load()).toHaveProperty("respond");
  expect(await createAgentLoader("waits.ts", world.folder).load()).toMatchObject({ greeting: "hi" });
  expect(await createAgentLoader("script.mjs", world.folder).load()).toMatchObject({ greeting: "js" });
});

describe("loading again", () => {
  test("runs the agent's own files afresh, whatever of them changed", async () => {
    using world = createScriptedContext();
    const agent = (greeting: string): string =>
      `import { word } from "./words/word.ts"; import facts from "./facts.json" with { type: "json" };
       export default { greeting: \`${greeting} \${word} \${facts.n}\`, respond() {} };`;
    world.writeFile("agent.ts", agent("one"));
    world.writeFile("words/word.ts", 'export const word: string = "a";');
    world.writeFile("facts.json", '{ "n": 1 }');
    const loader = createAgentLoader("agent.ts", world.folder);
    expect(await loader.load()).toMatchObject({ greeting: "one a 1" });
    world.writeFile("words/word.ts", 'export const word: string = "b";');
    expect(await loader.load()).toMatchObject({ greeting: "one b 1" });
    world.writeFile("agent.ts", agent("two"));
    world.writeFile("facts.json", '{ "n": 2 }');
    expect(await loader.load()).toMatchObject({ greeting: "two b 2" });
  });

  test("runs packages only once, and a module that two others import once each time", async () => {
    using world = createScriptedContext();
    const count = (name: string): string =>
      `globalThis.__counts = globalThis.__counts ?? {}; globalThis.__counts.${name} = (globalThis.__counts.${name} ?? 0) + 1;`;
    world.writeFile(
      "node_modules/counted/package.json",
      '{ "name": "counted", "type": "module", "exports": "./x.js" }',
    );
    world.writeFile("node_modules/counted/x.js", count("esm"));
    world.writeFile("node_modules/older/package.json", '{ "name": "older", "main": "x.cjs" }');
    world.writeFile("node_modules/older/x.cjs", count("cjs"));
    world.writeFile("shared.ts", `${count("shared")} export const shared: object = {};`);
    world.writeFile("left.ts", 'export { shared } from "./shared.ts";');
    world.writeFile("right.ts", 'export { shared } from "./shared.ts";');
    world.writeFile(
      "agent.ts",
      `import "counted"; import "older";
       import { shared as left } from "./left.ts"; import { shared as right } from "./right.ts";
       export default { greeting: String(left === right), respond() {} };`,
    );
    const loader = createAgentLoader("agent.ts", world.folder);
    await loader.load();
    expect(await loader.load()).toMatchObject({ greeting: "true" });
    expect(Reflect.get(globalThis, "__counts")).toEqual({ esm: 1, cjs: 1, shared: 2 });
    Reflect.deleteProperty(globalThis, "__counts");
  });

  test.each([
    ["agent.mjs", "words.mjs"],
    ["agent.js", "words.js"],
    ["agent.ts", "words.mjs"],
  ])("runs plain JavaScript afresh too, also after it was broken (%s imports %s)", async (agent, words) => {
    using world = createScriptedContext();
    world.writeFile("package.json", '{ "type": "module" }');
    world.writeFile(agent, `import { word } from "./${words}"; export default { greeting: word, respond() {} };`);
    world.writeFile(words, 'export const word = "one";');
    const loader = createAgentLoader(agent, world.folder);
    expect(await loader.load()).toMatchObject({ greeting: "one" });
    world.writeFile(words, "export const word = ;");
    await expect(loader.load()).rejects.toThrow(`${words}:1 does not compile`);
    world.writeFile(words, 'export const word = "two";');
    expect(await loader.load()).toMatchObject({ greeting: "two" });
  });

  test("tells which of the user's own files were read, also from a load that failed", async () => {
    using world = createScriptedContext();
    const agent = world.writeFile("agents/agent.ts", 'import "../words.ts"; export default { respond() {} };');
    const words = world.writeFile("words.ts", "export const word = 1;");
    const loader = createAgentLoader("agents/agent.ts", world.folder);
    await loader.load();
    expect([...loader.files].sort()).toEqual([agent, words].sort());
    world.writeFile("agents/agent.ts", 'import "../words.ts"; throw new Error("no");');
    await expect(loader.load()).rejects.toThrow("throws: no");
    expect(loader.files).toContain(words);
  });
});

describe("an agent file that cannot be used", () => {
  test("is named by file and line when it does not compile", async () => {
    using world = createScriptedContext();
    world.writeFile("agent.ts", "const a = 1;\nexport default {\n  respond( {\n};\n");
    await expectRefusal(world.folder, /^agent\.ts:\d does not compile: \S/);
  });

  test("is named by file and line of what it imports when that does not compile", async () => {
    using world = createScriptedContext();
    world.writeFile("agent.ts", 'import { a } from "./lib/helper.ts"; export default { respond: () => a };');
    world.writeFile("lib/helper.ts", "\nexport const a: string = ;\n");
    await expectRefusal(world.folder, /^lib\/helper\.ts:2 does not compile: Unexpected token$/);
  });

  test("is named by file and line when it throws, with the message on one line", async () => {
    using world = createScriptedContext();
    world.writeFile("agent.ts", "interface A {\n  b: string;\n}\n\nthrow new Error('no key\\n  set OPENAI_API_KEY');");
    await expectRefusal(world.folder, "agent.ts:5 throws: no key set OPENAI_API_KEY");
  });

  test("is named by its own line when it is the package that throws", async () => {
    using world = createScriptedContext();
    world.writeFile("agent.ts", 'import { pressDigits } from "repartee";\n\npressDigits("x");');
    await expectRefusal(world.folder, "agent.ts:3 throws: pressDigits: give one or more of 0-9, * and #");
  });

  test("is told which import does not exist", async () => {
    using world = createScriptedContext();
    world.writeFile("agent.ts", 'import "./helper.ts"; export default { respond() {} };');
    await expectRefusal(world.folder, "agent.ts imports ./helper.ts, which does not exist");
    world.writeFile("agent.ts", 'import "openai-but-not-there"; export default { respond() {} };');
    await expectRefusal(
      world.folder,
      'agent.ts imports the package "openai-but-not-there", which is not installed: run npm install openai-but-not-there',
    );
  });

  test.each([
    [
      "export const agent = {};",
      "agent.ts has no default export (it exports agent). Write: export default defineAgent",
    ],
    ["", "agent.ts has no default export (it exports nothing)."],
    ["export default 7;", "agent.ts: an agent is an object with at least respond(turn)"],
    ["export default {};", "agent.ts: the agent's respond must be a function of the turn"],
    ["export default { respond() {}, greetin: 'x' };", 'agent.ts: an agent has no member "greetin"'],
    ["throw 7;", "agent.ts throws a value that is no Error"],
  ])("%s is refused", async (content, message) => {
    using world = createScriptedContext();
    world.writeFile("agent.ts", content);
    await expectRefusal(world.folder, message);
  });

  test("that is missing is refused with the name that was probably meant", () => {
    using world = createScriptedContext();
    world.writeFile("agent.ts", "");
    expect(() => createAgentLoader("agnet.ts", world.folder)).toThrow(
      expect.objectContaining({
        code: "file-not-found",
        message: 'there is no agent file agnet.ts. Did you mean "agent.ts"?',
      }),
    );
    expect(() => createAgentLoader(".", world.folder)).toThrow("is a folder; name a file");
  });
});

async function expectRefusal(folder: string, message: string | RegExp): Promise<void> {
  const loading = createAgentLoader("agent.ts", folder).load();
  const matcher = typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message);
  await expect(loading).rejects.toMatchObject({ code: "bad-agent", message: matcher });
}

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { documentedEvents } from "../scripts/docs/events.ts";
import * as protocol from "../src/protocol/index.ts";

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

const text = readFileSync(new URL("../PROTOCOL.md", import.meta.url), "utf8");
const sectionNames = { platform: "From the platform", server: "From your server" } as const;

/** What stands below a heading, up to the next one of the same or a higher level. */
function section(within: string, level: 2 | 3, title: string): string {
  const opening = `\n${"#".repeat(level)} ${title}\n`;
  const start = within.indexOf(opening);
  if (start < 0) throw new Error(`PROTOCOL.md has no heading "${opening.trim()}"`);
  const rest = within.slice(start + opening.length);
  const end = rest.search(new RegExp(`^#{2,${level}} `, "m"));
  return end < 0 ? rest : rest.slice(0, end);
}

/** The rows of all tables, without the lines above the bodies. */
function rows(within: string): string[][] {
  return within
    .split("\n")
    .filter(
      (line, index, lines) => line.startsWith("|") && !line.startsWith("|---") && !lines[index + 1]?.startsWith("|---"),
    )
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** `{ field: "yes" | "no" }` from the tables of fields. */
function documentedFields(within: string): Record<string, string> {
  return Object.fromEntries(
    rows(within)
      .filter((cells) => cells.length === 4)
      .map(([field = "", , required = ""]) => [field.replaceAll("`", ""), required.replace(/,.*/, "")]),
  );
}

/** The same from a schema; the fields of an object inside are `outer.inner`, unless it has a section of its own. */
function schemaFields(schema: JsonSchema, prefix = ""): Record<string, string> {
  const { properties = {}, required = [] } = schema;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, inner]) => [
      [prefix + name, required.includes(name) ? "yes" : "no"],
      ...(name === "call" ? [] : Object.entries(schemaFields(inner, `${prefix}${name}.`))),
    ]),
  );
}

const fieldsOf = (schema: z.ZodType): Record<string, string> => schemaFields(z.toJSONSchema(schema) as JsonSchema);

describe.each(documentedEvents)("PROTOCOL.md on the $direction's $type", ({ direction, type, schema, example }) => {
  const own = section(section(text, 2, sectionNames[direction]), 3, type);

  test("has a row for each field, and for no other", () => {
    expect(documentedFields(own)).toEqual(fieldsOf(schema));
  });

  test("shows the example of the generated documents", () => {
    const [, fence = ""] = /```json\n([\s\S]*?)```/.exec(own) ?? [];
    expect(JSON.parse(fence)).toEqual(example);
  });
});

test("PROTOCOL.md has no heading for a message that does not exist", () => {
  for (const direction of ["platform", "server"] as const) {
    const headings = [...section(text, 2, sectionNames[direction]).matchAll(/^### (.*)$/gm)].map(([, title]) => title);
    const types = documentedEvents.filter((event) => event.direction === direction).map(({ type }) => type);
    expect(headings.filter((title) => title !== "Actions").sort()).toEqual(types.sort());
  }
});

test("PROTOCOL.md has a row for each field of the call, of utterances and of words", () => {
  expect(documentedFields(section(text, 2, "The call object"))).toEqual(fieldsOf(protocol.callDetailsSchema));
  expect(documentedFields(section(text, 2, "Transcript shapes"))).toEqual({
    ...fieldsOf(protocol.utteranceSchema),
    ...fieldsOf(protocol.wordSchema),
  });
  expect(section(text, 2, "Transcript shapes")).toContain(`\`${protocol.unintelligibleAudio}\``);
});

test("PROTOCOL.md has the times and counts of the code", () => {
  const documented = rows(section(text, 2, "Timing")).map(([, value = "", name = ""]) => [
    name.replaceAll("`", ""),
    Number(value.replace(" ms", "")),
  ]);
  const { brokenReconnects, connectAttempts, connectRetryDelayMs, connectTimeoutMs } = protocol;
  const { keepAliveReconnects, pingIntervalMs, pingTimeoutMs } = protocol;
  expect(Object.fromEntries(documented)).toEqual({
    brokenReconnects,
    connectAttempts,
    connectRetryDelayMs,
    connectTimeoutMs,
    keepAliveReconnects,
    pingIntervalMs,
    pingTimeoutMs,
  });
});

test("PROTOCOL.md says what each close code of the code means, and has the guide's two closes", () => {
  const closing = rows(section(text, 2, "Closing"));
  const codes = closing.map(([code]) => code);
  for (const code of Object.values(protocol.closeCodes)) expect(codes).toContain(String(code));
  const guide = closing.map(([, code, reason]) => `${code} ${reason}`);
  for (const { code, reason } of [protocol.binaryMessageClose, protocol.badJsonClose]) {
    expect(guide).toContain(`${code} \`${reason}\``);
  }
});

test("every link inside PROTOCOL.md leads to a heading", () => {
  const seen = new Map<string, number>();
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => {
    const anchor = title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-");
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) expect(anchors).toContain(link);
});

/** What Anthropic refuses although it can be read; with the words of its refusals, as far as they are known. */
import { asList, asObject, asText } from "./request.ts";

type Block = Readonly<Record<string, unknown>>;

interface Message {
  readonly role: string;
  readonly blocks: readonly Block[];
}

/** @returns why a request with this body is refused with 400; undefined when it is not. */
export function breachOfMessages({ messages, tools }: Block): string | undefined {
  const all = asList(messages).map(asObject).map(readMessage);
  return (
    beginning(all) ??
    all.flatMap(({ blocks }) => blocks.flatMap(textBreach)).at(0) ??
    ending(all.at(-1)) ??
    withoutTools(all, asList(tools)) ??
    idBreach(all) ??
    pairBreach(all)
  );
}

function readMessage({ role, content }: Block): Message {
  const blocks = typeof content === "string" ? [{ type: "text", text: content }] : asList(content).map(asObject);
  return { role: asText(role), blocks };
}

function beginning([first]: readonly Message[]): string | undefined {
  return (first?.role ?? "user") === "user" ? undefined : 'messages: first message must use the "user" role';
}

function textBreach({ type, text }: Block): string[] {
  if (type !== "text" || asText(text).trim() !== "") return [];
  return [`messages: text content blocks must ${text === "" ? "be non-empty" : "contain non-whitespace text"}`];
}

function ending(last: Message | undefined): string | undefined {
  const text = asText(last?.blocks.at(-1)?.text);
  if (last?.role !== "assistant" || text === text.trimEnd()) return undefined;
  return "messages: final assistant content cannot end with trailing whitespace";
}

function withoutTools(all: readonly Message[], tools: readonly unknown[]): string | undefined {
  const isOfTools = all.some(({ blocks }) => blocks.some(({ type }) => type === "tool_use" || type === "tool_result"));
  if (tools.length > 0 || !isOfTools) return undefined;
  return "Requests which include `tool_use` or `tool_result` blocks must define tools.";
}

function idBreach(all: readonly Message[]): string | undefined {
  const known = new Set<string>();
  for (const [at, { blocks }] of all.entries()) {
    for (const [within, { type, id }] of blocks.entries()) {
      if (type !== "tool_use") continue;
      const place = `messages.${at}.content.${within}`;
      if (!/^[a-zA-Z0-9_-]+$/.test(asText(id))) {
        return `${place}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`;
      }
      if (known.has(asText(id))) return `${place}: \`tool_use\` ids must be unique`;
      known.add(asText(id));
    }
  }
  return undefined;
}

/** Each call has its result in the very next message, and each result its call in the one before. */
function pairBreach(all: readonly Message[]): string | undefined {
  const idsOf = (at: number, type: string, name: string): string[] =>
    (all[at]?.blocks ?? []).filter((block) => block.type === type).map((block) => asText(block[name]));
  for (const at of all.keys()) {
    const results = idsOf(at + 1, "tool_result", "tool_use_id");
    const open = idsOf(at, "tool_use", "id").filter((id) => !results.includes(id));
    if (open.length > 0) {
      return (
        `messages.${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(", ")}. ` +
        "Each `tool_use` block must have a corresponding `tool_result` block in the next message."
      );
    }
    const calls = idsOf(at - 1, "tool_use", "id");
    const stray = idsOf(at, "tool_result", "tool_use_id").find((id) => !calls.includes(id));
    if (stray !== undefined) {
      return (
        `messages.${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. ` +
        "Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
      );
    }
  }
  return undefined;
}

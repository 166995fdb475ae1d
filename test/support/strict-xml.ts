/** Reads XML as strictly as XML 1.0 wants it, as far as documents without DTD, comments and CDATA go. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text in it, that of its children left out. */
  readonly text: string;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/;
const tag = /<(\/?)([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w.-]*="[^"<]*")*)\s*(\/?)>/y;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** @throws Error that says what is wrong, and where. */
export function parseXml(document: string): XmlElement {
  if (forbidden.test(document)) throw new Error("a character that XML 1.0 forbids");
  if (!declaration.test(document)) throw new Error("no declaration");
  const body = document.replace(declaration, "").trimEnd();
  const root: OpenElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  let at = 0;
  while (at < body.length) {
    const current = open.at(-1) as OpenElement;
    if (body[at] !== "<") {
      const end = body.indexOf("<", at) < 0 ? body.length : body.indexOf("<", at);
      current.text += toPlainText(body.slice(at, end));
      at = end;
      continue;
    }
    tag.lastIndex = at;
    const [whole, closes, name = "", attributes = "", isEmpty] = tag.exec(body) ?? [];
    if (whole === undefined) throw new Error(`no tag at ${body.slice(at, at + 40)}`);
    at += whole.length;
    if (closes === "/") {
      if (current.name !== name || attributes !== "") throw new Error(`</${name}> closes <${current.name}>`);
      open.pop();
      continue;
    }
    const element: OpenElement = { name, attributes: parseAttributes(attributes), children: [], text: "" };
    current.children.push(element);
    if (isEmpty !== "/") open.push(element);
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name}> is never closed`);
  const [only, ...more] = root.children;
  if (only === undefined || more.length > 0 || root.text.trim() !== "") throw new Error("not one element at the top");
  return only;
}

function parseAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(/([\w.-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(attributes, name)) throw new Error(`${name} stands twice`);
    attributes[name] = toPlainText(value.replaceAll(/[\t\n\r]/g, " "));
  }
  return attributes;
}

function toPlainText(text: string): string {
  if (text.includes("]]>")) throw new Error("]]> in text");
  return text.replaceAll(/&(?:#(\d+);|(\w+);)?/g, (whole, code?: string, name?: string) => {
    if (code !== undefined) return String.fromCodePoint(Number(code));
    const character = name === undefined ? undefined : entities[name];
    if (character === undefined) throw new Error(`no entity: ${whole}`);
    return character;
  });
}

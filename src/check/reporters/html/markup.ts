/** HTML in which nothing that a server sent can be anything but text: whatever is put into a template is escaped. */
import { escapeLines } from "../frame-facts.ts";

/** Text that is HTML already; only a template makes it. */
export interface Markup {
  readonly markup: string;
}

export type Content = Markup | string | number | undefined | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** As a tag of a template. Attributes must be in quotation marks. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const rendered = contents.map((content, index) => render(content) + (parts[index + 1] ?? ""));
  return { markup: (parts[0] ?? "") + rendered.join("") };
}

function render(content: Content): string {
  if (content === undefined) return "";
  if (typeof content === "string" || typeof content === "number") return escapeHtml(String(content));
  return "markup" in content ? content.markup : content.map(render).join("");
}

function escapeHtml(text: string): string {
  return escapeLines(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Reads the sources as data: what each file imports, exports and prints. For tests of the architecture. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

export interface SourceFile {
  /** Below `src/`, with slashes: `session/turn.ts`. */
  readonly path: string;
  /** The layer it belongs to: its first folder, or its own name when it lies in `src/` itself. */
  readonly layer: string;
  readonly lineCount: number;
  readonly imports: readonly SourceImport[];
  /** True when it has an `export *`: such a door lets out what nobody chose. */
  readonly exportsAll: boolean;
  /** The ways to the terminal that it uses, such as `console.log`. */
  readonly prints: readonly string[];
}

interface SourceImport {
  /** As it is written. */
  readonly specifier: string;
  /** For a relative one, the file that it leads to, below `src/`. */
  readonly target: string | undefined;
  /** True when nothing of it is left after compilation. */
  readonly typesOnly: boolean;
}

const sourceFolder = fileURLToPath(new URL("../../src", import.meta.url));

/** Every file of `src/` but the tests, in the order of their paths. */
export function readSourceFiles(): readonly SourceFile[] {
  return readdirSync(sourceFolder, { recursive: true, encoding: "utf8" })
    .map((path) => path.split(sep).join("/"))
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .sort()
    .map((path) => parseSourceFile(path, readFileSync(join(sourceFolder, path), "utf8")));
}

/** @param path below `src/`. */
export function parseSourceFile(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const found = { imports: [] as SourceImport[], prints: [] as string[] };
  const add = (specifier: string, typesOnly: boolean): void => {
    found.imports.push({ specifier, target: resolve(path, specifier), typesOnly });
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType));
  }
  const exported = module.staticExports.flatMap(({ entries }) => entries);
  for (const { moduleRequest, isType } of exported) if (moduleRequest) add(moduleRequest.value, isType);
  visit(program, (node) => {
    if (node.type === "ImportExpression") add(literal(node.source), false);
    if (node.type === "TSImportType") add(literal(node.source), true);
    const name = node.type === "MemberExpression" ? memberName(node) : undefined;
    if (name !== undefined && /^(?:console\.|process\.std(?:out|err)$)/.test(name)) found.prints.push(name);
  });
  return {
    path,
    layer: layerOf(path),
    lineCount: text.trimEnd().split("\n").length,
    imports: found.imports,
    exportsAll: exported.some(({ importName }) => importName.kind === "All" || importName.kind === "AllButDefault"),
    prints: found.prints,
  };
}

/** `session` for `session/turn.ts`, `errors` for `errors.ts`. */
export function layerOf(path: string): string {
  return path.split("/", 1)[0]?.replace(/\.ts$/, "") ?? "";
}

/** Paths of files that import each other in a ring, or undefined. What only types know makes no ring at run time. */
export function findCycle(files: readonly SourceFile[]): readonly string[] | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const follow = (path: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return undefined;
    done.add(path);
    for (const { target, typesOnly } of byPath.get(path)?.imports ?? []) {
      const cycle = target === undefined || typesOnly ? undefined : follow(target, [...way, path]);
      if (cycle !== undefined) return cycle;
    }
    return undefined;
  };
  for (const { path } of files) {
    const cycle = follow(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

function visit(value: unknown, onNode: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, onNode);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (typeof (value as Node).type === "string") onNode(value as Node);
  for (const inner of Object.values(value)) visit(inner, onNode);
}

/** `console.log` for the expression of that name; undefined for anything longer or computed. */
function memberName(node: Node): string | undefined {
  const { object, property } = node as { object?: Node; property?: Node };
  if (object?.type !== "Identifier" || property?.type !== "Identifier") return undefined;
  return `${String(object.name)}.${String(property.name)}`;
}

function literal(node: unknown): string {
  const { type, value } = node as Node;
  return type === "Literal" && typeof value === "string" ? value : "(computed)";
}

function resolve(from: string, specifier: string): string | undefined {
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : undefined;
}

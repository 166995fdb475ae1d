/** Says in one line, with file and line where they can be told, why a user's module does not load. */
import { describeError } from "../observe/index.ts";
import { showPath } from "./files.ts";
import { isOwnFile } from "./package-facts.ts";

/** @param path the module that was to be loaded. */
export function describeLoadFailure(error: unknown, path: string, workingDirectory: string): string {
  const show = (place: string): string => showPath(place, workingDirectory);
  if (!(error instanceof Error)) return `${show(path)} throws a value that is no Error`;
  const syntax = findSyntaxError(error);
  if (syntax !== undefined) return `${show(syntax.place)} does not compile: ${oneLine(syntax.message)}`;
  const missing = findMissingImport(error, path);
  if (missing !== undefined) return describeMissing(missing, show);
  const { at = path } = describeError(error, { isForeign: isOwnFile });
  return `${show(at)} throws: ${oneLine(error.message)}`;
}

/** TypeScript's come from the transpiler, with the place at the end; plain JavaScript's have it first in the stack. */
function findSyntaxError(error: Error): { place: string; message: string } | undefined {
  const transpiled = /ParseError: (.*?)\s*\n\s*(.+:\d+):\d+\s*$/s.exec(error.message);
  if (transpiled !== null) return { message: transpiled[1] as string, place: transpiled[2] as string };
  if (!(error instanceof SyntaxError)) return undefined;
  const native = /^(?:file:\/\/)?(\S.*:\d+)\n/.exec(error.stack ?? "");
  return native === null ? undefined : { message: error.message, place: native[1] as string };
}

interface MissingImport {
  readonly name: string;
  readonly importer: string;
}

function findMissingImport(error: Error, path: string): MissingImport | undefined {
  const match = /Cannot find (?:module|package) '([^']+)'(?: imported from '?([^'\n]+))?/.exec(error.message);
  if (match === null) return undefined;
  const [required] = (error as { requireStack?: readonly string[] }).requireStack ?? [];
  return { name: match[1] as string, importer: required ?? match[2] ?? path };
}

function describeMissing({ name, importer }: MissingImport, show: (place: string) => string): string {
  if (name.startsWith(".")) return `${show(importer)} imports ${name}, which does not exist`;
  if (name.startsWith("/")) return `${show(importer)} imports ${show(name)}, which does not exist`;
  return `${show(importer)} imports the package "${name}", which is not installed: run npm install ${name}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ").trim();
}

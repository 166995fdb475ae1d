/** Says in one line, with file and line where they can be told, why a user's module does not load. */
import { fileURLToPath } from "node:url";
import { showPath } from "./files.ts";

/** @param path the module that was to be loaded. */
export function describeLoadFailure(error: unknown, path: string, workingDirectory: string): string {
  if (!(error instanceof Error)) return `${showPath(path, workingDirectory)} throws a value that is no Error`;
  const show = (place: string): string => showPath(place, workingDirectory);
  const syntax = /ParseError: (.*?)\s+(\S.*:\d+):\d+\s*$/s.exec(error.message);
  if (syntax !== null) return `${show(syntax[2] as string)}: ${oneLine(syntax[1] as string)}`;
  const missing = /Cannot find (?:module|package) '([^']+)'(?:.* imported from (\S.*))?/.exec(error.message);
  if (missing !== null) {
    const [importer] = (error as { requireStack?: string[] }).requireStack ?? [missing[2] ?? path];
    return describeMissing(missing[1] as string, show(importer as string), workingDirectory);
  }
  const place = findPlace(error.stack ?? "") ?? path;
  const verb = error instanceof SyntaxError ? "does not compile" : "throws";
  return `${show(place)} ${verb}: ${oneLine(error.message)}`;
}

function describeMissing(name: string, importer: string, workingDirectory: string): string {
  const isFile = name.startsWith(".") || name.startsWith("/");
  if (isFile) return `${importer} imports ${showMissingFile(name, workingDirectory)}, which does not exist`;
  return `${importer} imports the package "${name}", which is not installed. Run npm install ${name}`;
}

function showMissingFile(name: string, workingDirectory: string): string {
  return name.startsWith("/") ? showPath(name, workingDirectory) : name;
}

/** The innermost `file:line` of the user's own in a stack, which is where to look. */
function findPlace(stack: string): string | undefined {
  for (const line of stack.split("\n")) {
    // Syntax errors of plain JavaScript start with the place alone on its line; frames have it at their end.
    const match = /^(?:\s+at .*?)?\(?((?:file:\/\/)?\/[^():]+):(\d+)(?::\d+)?\)?$/.exec(line);
    if (match === null || line.includes("/node_modules/")) continue;
    const file = match[1] as string;
    return `${file.startsWith("file:") ? fileURLToPath(file) : file}:${match[2]}`;
  }
  return undefined;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ").trim();
}

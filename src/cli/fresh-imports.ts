/** Makes Node load the user's plain JavaScript modules anew, which it otherwise never does in the life of a process. */
import { register } from "node:module";
import { pathToFileURL } from "node:url";
import { packageFolder } from "./package-facts.ts";

/** Shared with the thread in which Node runs the hook. */
let round: Int32Array | undefined;

/**
 * From now on, what the module loader or a module of the user's imports is another module than before. Packages stay
 * as they are.
 */
export function freshenImports(): void {
  if (round === undefined) {
    round = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    register(`data:text/javascript,${encodeURIComponent(hook)}`, {
      data: { round, ownFolder: pathToFileURL(packageFolder).href },
    });
  }
  Atomics.add(round, 0, 1);
}

/**
 * A module is known to Node by its URL, so a query makes it another one. Transpiled files are not Node's: they come
 * to it only through jiti, whose own module is then the importer.
 */
const hook = `
const mark = "repartee-load";
let round;
let ownFolder;

export function initialize(data) {
  round = data.round;
  ownFolder = data.ownFolder;
}

export async function resolve(specifier, context, nextResolve) {
  const resolved = await nextResolve(specifier, context);
  const isUsers = resolved.url.startsWith("file:") && !resolved.url.includes("/node_modules/") &&
    !resolved.url.startsWith(ownFolder + "dist/") && !resolved.url.startsWith(ownFolder + "src/");
  const importer = context.parentURL ?? "";
  if (!isUsers || !(importer.includes("/jiti/") || importer.includes(mark))) return resolved;
  const url = new URL(resolved.url);
  url.searchParams.set(mark, String(Atomics.load(round, 0)));
  return { ...resolved, url: url.href };
}
`;

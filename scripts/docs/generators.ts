/** Every generated document: a new one is a file beside this with a function, and a line in the list below. */
import { asyncApiDocument } from "./asyncapi.ts";
import { auditsPage } from "./audits-page.ts";
import { cliPage } from "./cli-page.ts";
import { errorsPage } from "./errors-page.ts";
import type { GeneratedFile } from "./files.ts";
import { jsonSchemas } from "./json-schemas.ts";

type Generator = () => readonly GeneratedFile[] | Promise<readonly GeneratedFile[]>;

const generators: readonly Generator[] = [
  jsonSchemas, // docs/schema/
  asyncApiDocument, // docs/asyncapi.json
  errorsPage, // docs/reference/errors.md
  cliPage, // docs/reference/cli.md
  auditsPage, // docs/reference/audits.md
];

/** All of them, from the sources as they are. Writes nothing. */
export async function generateFiles(): Promise<readonly GeneratedFile[]> {
  const files = await Promise.all(generators.map((generate) => generate()));
  return files.flat();
}

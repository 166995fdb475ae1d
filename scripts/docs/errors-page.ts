/** The page of error codes: `docs/reference/errors.md`. */
import { errorCodes } from "../../src/errors.ts";
import type { GeneratedFile } from "./files.ts";

const opening = `# Error codes

Made from \`src/errors.ts\` by \`npm run docs\`.

An error that Repartee throws on purpose is a \`ReparteeError\` with one of these codes in its \`code\`;
\`isReparteeError(error)\` tells it from any other. What goes wrong in a message, in an agent or in a call is not thrown: it
is logged and counted under its code. A code never changes its meaning, and one that is retired is not used again.
`;

export function errorsPage(): readonly GeneratedFile[] {
  const sections = Object.entries(errorCodes).map(([code, meaning]) => `\n## ${code}\n\n${meaning}\n`);
  return [{ path: "docs/reference/errors.md", content: opening + sections.join("") }];
}

/** Where in PROTOCOL.md an audit's rule stands. */
import type { Audit } from "../audit.ts";

/** @returns undefined for a rule that no document has. */
export function protocolAnchor({ source }: Pick<Audit, "source">): string | undefined {
  if (source === "ours") return undefined;
  // As GitHub makes it of a heading.
  const anchor = source
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
  return `PROTOCOL.md#${anchor}`;
}

/** Bad input: whatever one connection sends, the next call is answered. */
import type { Audit } from "../audit.ts";
import { brokenByteAudits } from "./bad-input/broken-bytes.ts";
import { floodAudits } from "./bad-input/floods.ts";
import { malformedMessageAudits } from "./bad-input/malformed-messages.ts";
import { unexpectedMessageAudits } from "./bad-input/unexpected-messages.ts";

export const badInputAudits: readonly Audit[] = [
  ...unexpectedMessageAudits,
  ...malformedMessageAudits,
  ...brokenByteAudits,
  ...floodAudits,
];

/** Call ids of every shape that the platform's documents show, made anew. */
import { randomBytes } from "node:crypto";

export function platformCallIds(): string[] {
  const hex = (length: number): string => randomBytes(length).toString("hex").slice(0, length);
  const mixed = randomBytes(24).toString("base64").replace(/[+/]/g, "x");
  return [hex(32), `call_${hex(27)}`, mixed];
}

/** One that says where it comes from. */
export function newCallId(): string {
  return `check_${randomBytes(13).toString("hex")}`;
}

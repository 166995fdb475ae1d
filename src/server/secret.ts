/** Compares a secret without telling by the time it takes how much of it was right. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Digests of equal length are compared, so that neither content nor length shows in the time. */
const key = randomBytes(32);

export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

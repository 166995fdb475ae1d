/**
 * Whether a call may be transferred to this: digits as people write them, with an extension or not, or a SIP address.
 * Lenient, as no document says which forms a platform takes.
 */
export function isDialable(number: string): boolean {
  const digits = number.replace(/^tel:/i, "").replace(/[\s().\-/]/g, "");
  return /^\+?\d{3,15}(?:(?:[,;px]|;?ext=?)+\d{1,10})?$/i.test(digits) || /^sips?:\S+$/i.test(number);
}

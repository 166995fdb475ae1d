/** Masks what identifies or endangers people when somebody asks for words of a conversation in a log. */

// Begins only where a local part can begin: from the middle of a long word every start would be tried again.
const emailAddress = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Five digits and more, alone or parted as people write phone, card and account numbers. */
const longNumber = /\+?\(?\p{Nd}(?:[\s().\-/]{0,3}\p{Nd}){4,}/gu;

/** E-mail addresses become `[e-mail]`. */
export function redactEmailAddresses(text: string): string {
  return text.replace(emailAddress, "[e-mail]");
}

/** Phone numbers and other runs of five digits and more become `[number]`. */
export function redactNumbers(text: string): string {
  return text.replace(longNumber, "[number]");
}

/** Both. Names, addresses and numbers in words stay: this is a mask, not anonymity. */
export function redactText(text: string): string {
  return redactNumbers(redactEmailAddresses(text));
}

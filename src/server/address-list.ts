/** Addresses and ranges, and whether an address is among them: IPv4, IPv6 and IPv4-mapped. */
import { BlockList, isIP, isIPv4, SocketAddress } from "node:net";
import { ReparteeError } from "../errors.ts";

export interface AddressList {
  /** @param address as {@link toAddress} spells it. */
  has(address: string): boolean;
}

const mappedPrefix = "::ffff:";
/** An IPv4-mapped range is the IPv4 range of what its prefix leaves behind these bits. */
const mappedBits = 96;

/**
 * The one spelling of an address by which addresses are compared and counted: IPv4-mapped becomes IPv4, a zone goes.
 * Undefined when the text is no address.
 */
export function toAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (isIP(text) === 0) return undefined;
  const { address } = new SocketAddress({ address: text, family: "ipv6" });
  const mapped = address.startsWith(mappedPrefix) ? address.slice(mappedPrefix.length) : "";
  return isIPv4(mapped) ? mapped : address;
}

/**
 * @param entries such as "100.20.5.228", "10.0.0.0/8", "2001:db8::/32", "::ffff:10.0.0.1".
 * @param option names the option in the error.
 * @throws ReparteeError `bad-option` when an entry is neither an address nor a range.
 */
export function createAddressList(entries: readonly string[], option: string): AddressList {
  const list = new BlockList();
  for (const entry of entries) addEntry(list, entry, option);
  return { has: (address) => list.check(address, familyOf(address)) };
}

function addEntry(list: BlockList, entry: string, option: string): void {
  const [text = "", bits, ...rest] = entry.trim().split("/");
  const address = toAddress(text);
  if (address === undefined || rest.length > 0) {
    throw new ReparteeError(
      "bad-option",
      `${option}: "${entry}" is no address and no range; write it like 100.20.5.228, 10.0.0.0/8 or 2001:db8::/32`,
    );
  }
  if (bits === undefined) {
    list.addAddress(address, familyOf(address));
    return;
  }
  const isMapped = isIPv4(address) && !isIPv4(text);
  const prefix = /^\d{1,3}$/.test(bits) ? Number(bits) - (isMapped ? mappedBits : 0) : -1;
  const longest = isIPv4(address) ? 32 : 128;
  if (prefix < 0 || prefix > longest) {
    throw new ReparteeError(
      "bad-option",
      `${option}: "${entry}" has no usable prefix; ${address} takes 0 to ${longest}`,
    );
  }
  list.addSubnet(address, prefix, familyOf(address));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv4(address) ? "ipv4" : "ipv6";
}

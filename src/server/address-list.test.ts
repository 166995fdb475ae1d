import { isReparteeError } from "repartee";
import { expect, it } from "vitest";
import { createAddressList, toAddress } from "./address-list.ts";

it.each([
  ["100.20.5.228", "100.20.5.228"],
  ["::ffff:100.20.5.228", "100.20.5.228"],
  ["::FFFF:6414:05e4", "100.20.5.228"],
  ["0:0:0:0:0:ffff:100.20.5.228", "100.20.5.228"],
  ["2001:DB8:0::1", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
  ["::1", "::1"],
])("spells %s as %s", (text, address) => {
  expect(toAddress(text)).toBe(address);
});

it.each(["", "localhost", "100.20.5", "100.20.5.228:80", "[::1]", "0x7f.1", "1.2.3.4, 5.6.7.8", "::ffff:1.2.3.4.5"])(
  "takes %j for no address",
  (text) => {
    expect(toAddress(text)).toBeUndefined();
  },
);

it.each([
  ["100.20.5.228", "100.20.5.228", true],
  ["100.20.5.228", "100.20.5.229", false],
  ["::ffff:100.20.5.228", "100.20.5.228", true],
  ["10.0.0.0/8", "10.255.0.1", true],
  ["10.0.0.0/8", "11.0.0.1", false],
  ["10.1.2.3/8", "10.9.9.9", true],
  ["0.0.0.0/0", "203.0.113.7", true],
  ["203.0.113.7/32", "203.0.113.8", false],
  ["::ffff:10.0.0.0/104", "10.255.0.1", true],
  ["::ffff:10.0.0.0/104", "11.0.0.1", false],
  ["2001:db8::/32", "2001:db8:ffff::1", true],
  ["2001:db8::/32", "2001:db9::1", false],
  ["::/0", "2001:db8::1", true],
  ["fe80::1%eth0", "fe80::1", true],
])("%s has %s: %s", (entry, address, expected) => {
  expect(createAddressList([" 192.0.2.1 ", entry], "allow").has(address)).toBe(expected);
});

it.each([
  "",
  "localhost",
  "10.0.0.0/33",
  "10.0.0.0/",
  "10.0.0.0/-1",
  "10.0.0.0/8/8",
  "::/129",
  "::ffff:10.0.0.0/95",
  "*",
])("refuses the entry %j and names the option", (entry) => {
  const create = (): unknown => createAddressList([entry], "trustedProxies");
  expect(create).toThrow(/^trustedProxies: /);
  expect(create).toThrow(expect.toSatisfy((error) => isReparteeError(error) && error.code === "bad-option"));
});

import { expect, test } from "vitest";
import { certificateProblem, daysLeft } from "./certificate-problem.ts";

const nowMs = Date.parse("2026-06-15T12:00:00Z");
const current = {
  valid_from: "Jan  1 00:00:00 2026 GMT",
  valid_to: "Jun 17 00:00:00 2026 GMT",
  subjectaltname: "DNS:example.com",
};

test.each([
  ["CERT_HAS_EXPIRED", { ...current, valid_to: "Jun 14 00:00:00 2026 GMT" }, "it was valid until Jun 14"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", { ...current, valid_to: "Jun 14 00:00:00 2026 GMT" }, "it was valid until Jun 14"],
  ["CERT_NOT_YET_VALID", { ...current, valid_from: "Jun 16 00:00:00 2026 GMT" }, "it is not valid before Jun 16"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", current, "it is not for voice.example.com: it is for DNS:example.com"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", { ...current, subjectaltname: undefined }, "it is for no name at all"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", current, "it has signed itself"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", current, "its chain is not complete"],
  ["CERT_REVOKED", current, "it is not trusted (CERT_REVOKED)"],
])("%s of %j is told as %j", (code, facts, words) => {
  expect(certificateProblem(code, facts, "voice.example.com", nowMs)).toContain(words);
});

test("counts the whole days that are left", () => {
  expect(daysLeft(current, nowMs)).toBe(1);
});

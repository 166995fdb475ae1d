import { expect, test } from "vitest";
import { readHttpHead } from "./http-head.ts";

test("reads status and headers, joins what comes twice, and keeps what is behind", () => {
  const bytes = Buffer.from(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nVia: a\r\nvia:  b \r\n\r\n\x81\x00",
  );
  const read = readHttpHead(bytes);
  expect(read?.head).toEqual({ status: 101, headers: { upgrade: "websocket", via: "a, b" } });
  expect(read?.rest.toString("latin1")).toBe(Buffer.from("\x81\x00").toString("latin1"));
});

test("waits for the end of the head, however it is cut", () => {
  const whole = Buffer.from("HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\n");
  for (let length = 0; length < whole.length; length += 1) {
    expect(readHttpHead(whole.subarray(0, length))).toBeUndefined();
  }
  expect(readHttpHead(whole)?.head.status).toBe(404);
});

test.each([
  "SSH-2.0-OpenSSH\r\n",
  "\x15\x03\x01\x00",
  "HTTP/1.1 OK\r\n\r\n",
  `HTTP/1.1 200 OK\r\nx: ${"y".repeat(70_000)}`,
])("refuses what is no head", (text) => {
  expect(() => readHttpHead(Buffer.from(text, "latin1"))).toThrow();
});

import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, it } from "vitest";
import { createAddressList } from "./address-list.ts";
import { type GateOptions, judge } from "./gate.ts";
import { uponAiAddress } from "./options.ts";

const stranger = "203.0.113.7";
const proxy = "192.0.2.10";

interface Dialled {
  from?: string;
  headers?: IncomingHttpHeaders;
  url?: string;
  options?: Partial<GateOptions>;
}

const none = createAddressList([], "none");

function dial({ from = uponAiAddress, headers = {}, url = "/llm-websocket/call-1", options = {} }: Dialled): string {
  const judgement = judge(
    { url, headers: { host: "voice.example.com", ...headers }, socket: { remoteAddress: from } },
    {
      path: "/llm-websocket",
      allow: createAddressList([uponAiAddress], "allow"),
      admitLoopback: false,
      trustedProxies: none,
      secret: undefined,
      maxPathLength: 200,
      ...options,
    },
  );
  return judgement.admitted ? `${judgement.callId} of ${judgement.address}` : judgement.refusal;
}

const admitted = `call-1 of ${uponAiAddress}`;

describe("the allowlist", () => {
  it("admits an address on it, IPv4-mapped too, and nobody else", () => {
    expect(dial({})).toBe(admitted);
    expect(dial({ from: `::ffff:${uponAiAddress}` })).toBe(admitted);
    expect(dial({ from: stranger })).toBe("address-refused");
    expect(dial({ from: "127.0.0.1" })).toBe("address-refused");
  });

  it("admits every address when there is none", () => {
    expect(dial({ from: stranger, options: { allow: undefined } })).toBe(`call-1 of ${stranger}`);
  });
});

describe("forwarded addresses", () => {
  const behind = { trustedProxies: createAddressList([proxy, "10.0.0.0/8"], "trustedProxies") };

  it.each(["x-forwarded-for", "forwarded", "x-real-ip", "cf-connecting-ip", "true-client-ip"])(
    "gain nothing for a direct connection that sends %s",
    (name) => {
      expect(dial({ from: stranger, headers: { [name]: uponAiAddress } })).toBe("address-refused");
      expect(dial({ from: stranger, headers: { [name]: uponAiAddress }, options: behind })).toBe("address-refused");
    },
  );

  it("cost a direct connection that is welcome nothing", () => {
    expect(dial({ headers: { "x-forwarded-for": stranger } })).toBe(admitted);
  });

  it("are believed from a trusted proxy", () => {
    expect(dial({ from: proxy, headers: { "x-forwarded-for": uponAiAddress }, options: behind })).toBe(admitted);
    expect(dial({ from: proxy, headers: { "x-forwarded-for": stranger }, options: behind })).toBe("address-refused");
    expect(
      dial({ from: `::ffff:${proxy}`, headers: { "x-forwarded-for": `::ffff:${uponAiAddress}` }, options: behind }),
    ).toBe(admitted);
  });

  it("are read from the right, past trusted proxies, because what is left of them is hearsay", () => {
    const through = (chain: string): string =>
      dial({ from: proxy, headers: { "x-forwarded-for": chain }, options: behind });
    expect(through(`${stranger}, ${uponAiAddress}, 10.1.1.1, 10.2.2.2`)).toBe(admitted);
    expect(through(`${uponAiAddress}, ${stranger}, 10.1.1.1`)).toBe("address-refused");
    expect(through(`${uponAiAddress}, nonsense, 10.1.1.1`)).toBe("address-refused");
    expect(through(`${uponAiAddress}, `)).toBe("address-refused");
  });

  it("may carry a port", () => {
    expect(dial({ from: proxy, headers: { "x-forwarded-for": `${uponAiAddress}:4711` }, options: behind })).toBe(
      admitted,
    );
    const options = { ...behind, allow: createAddressList(["2001:db8::7"], "allow") };
    expect(dial({ from: proxy, headers: { "x-forwarded-for": "[2001:db8::7]:4711" }, options })).toBe(
      "call-1 of 2001:db8::7",
    );
  });

  it("are missed when a trusted proxy names nobody, whatever other header it sends", () => {
    expect(dial({ from: proxy, headers: { "x-real-ip": uponAiAddress }, options: behind })).toBe("address-refused");
    expect(dial({ from: proxy, headers: { via: "1.1 proxy" }, options: behind })).toBe("address-refused");
  });

  it("may all be proxies: then the first of them is judged", () => {
    const allow = createAddressList(["10.1.1.1"], "allow");
    expect(
      dial({ from: proxy, headers: { "x-forwarded-for": "10.1.1.1, 10.2.2.2" }, options: { ...behind, allow } }),
    ).toBe("call-1 of 10.1.1.1");
  });
});

describe("admitLoopback", () => {
  const local = { from: "127.0.0.1", options: { admitLoopback: true } };
  const free = "call-1 of 127.0.0.1";

  it.each(["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "app.localhost"])(
    "admits this machine when it dials %s",
    (host) => {
      expect(dial({ ...local, headers: { host } })).toBe(free);
      expect(dial({ ...local, headers: { host }, from: "::ffff:127.0.0.1" })).toBe(free);
      expect(dial({ ...local, headers: { host }, from: "::1" })).toBe("call-1 of ::1");
      expect(dial({ ...local, headers: { host }, options: {} })).toBe("address-refused");
    },
  );

  it("does not admit anybody else, whatever they dial", () => {
    expect(dial({ ...local, headers: { host: "localhost" }, from: stranger })).toBe("address-refused");
  });

  it.each([
    "x-forwarded-for",
    "x-forwarded-host",
    "forwarded",
    "via",
    "x-real-ip",
    "cf-connecting-ip",
    "true-client-ip",
  ])("does not admit what came through a tunnel, as %s shows", (name) => {
    expect(dial({ ...local, headers: { host: "localhost", [name]: "127.0.0.1" } })).toBe("address-refused");
  });

  it("does not admit what a tunnel passed on without a trace, which still dialled a foreign name", () => {
    expect(dial({ ...local, headers: { host: "abc.ngrok-free.app" } })).toBe("address-refused");
    expect(dial({ ...local, headers: { host: "localhost.example.com" } })).toBe("address-refused");
    expect(dial({ ...local, headers: { host: "" } })).toBe("address-refused");
    expect(dial({ ...local, headers: { host: undefined } })).toBe("address-refused");
  });

  it("does not admit foreign web pages, and admits local ones", () => {
    const from = (origin: string): string => dial({ ...local, headers: { host: "localhost:3000", origin } });
    expect(from("https://example.com")).toBe("address-refused");
    expect(from("http://localhost.example.com")).toBe("address-refused");
    expect(from("null")).toBe("address-refused");
    expect(from("")).toBe("address-refused");
    expect(from("http://localhost:5173")).toBe(free);
    expect(from("http://[::1]:5173")).toBe(free);
  });

  it("does not admit foreign web pages where this machine's own address is on the list, and nobody else's", () => {
    const options = { allow: createAddressList(["127.0.0.1", "203.0.113.7"], "allow"), admitLoopback: false };
    const from = (address: string, origin?: string): string =>
      dial({ from: address, headers: { host: "localhost:3000", ...(origin !== undefined && { origin }) }, options });
    expect(from("127.0.0.1")).toBe(free);
    expect(from("127.0.0.1", "http://localhost:5173")).toBe(free);
    expect(from("127.0.0.1", "https://example.com")).toBe("address-refused");
    // Elsewhere a platform may well write an origin of its own.
    expect(from("203.0.113.7", "https://example.com")).toBe("call-1 of 203.0.113.7");
  });

  it("judges what a local tunnel forwards by the forwarded address, and never frees it", () => {
    const options = {
      admitLoopback: true,
      trustedProxies: createAddressList(["127.0.0.0/8", "::1"], "trustedProxies"),
    };
    const through = (chain: string): string =>
      dial({ from: "127.0.0.1", headers: { host: "localhost", "x-forwarded-for": chain }, options });
    expect(through(uponAiAddress)).toBe(admitted);
    expect(through(stranger)).toBe("address-refused");
    expect(through("127.0.0.1")).toBe("address-refused");
    expect(through("::1")).toBe("address-refused");
    expect(through(`127.0.0.1, ${stranger}`)).toBe("address-refused");
    expect(dial({ from: "127.0.0.1", headers: { host: "localhost" }, options })).toBe(free);
  });
});

describe("the secret", () => {
  const options = { secret: "a-secret-of-sixteen" };

  it("opens as the segment before the call id, or in the query", () => {
    expect(dial({ url: "/llm-websocket/a-secret-of-sixteen/call-1", options })).toBe(admitted);
    expect(dial({ url: "/llm-websocket/a-secret-of-sixteen//call-1/", options })).toBe(admitted);
    expect(dial({ url: "/llm-websocket/call-1?tenant=7&secret=a-secret-of-sixteen", options })).toBe(admitted);
  });

  it.each([
    "/llm-websocket/call-1",
    "/llm-websocket/a-secret-of-sixteen",
    "/llm-websocket/a-secret-of-sixteeN/call-1",
    "/llm-websocket/a-secret-of-sixtee/call-1",
    "/llm-websocket/%ff/call-1",
    "/llm-websocket/call-1?secret=",
    "/llm-websocket/call-1?secret=wrong",
    "/llm-websocket/wrong/call-1?secret=a-secret-of-sixteen",
  ])("does not open at %s", (url) => {
    expect(dial({ url, options })).toBe("secret-refused");
  });

  it("is not asked of an address that is refused anyway", () => {
    expect(dial({ url: "/llm-websocket/wrong/call-1", from: stranger, options })).toBe("address-refused");
  });
});

describe("the path", () => {
  it.each([
    ["/llm-websocket/call-1/", "call-1"],
    ["//llm-websocket///call-1", "call-1"],
    ["/llm-websocket/a%2Fb", "a/b"],
    ["/llm-websocket/%F0%9F%93%9E", "📞"],
    ["/llm-websocket/a b+c~d?x=%ff", "a b+c~d"],
  ])("%s ends in the call id %s", (url, id) => {
    expect(dial({ url })).toBe(`${id} of ${uponAiAddress}`);
  });

  it.each([
    "/llm-websocket",
    "/llm-websocket/",
    "/llm-websocket//?call=1",
    "/llm-websocket/one/two",
    "/llm-websocket/a%00b",
    "/llm-websocket/a%0Ab",
    "/llm-websocket/a%7Fb",
    "/llm-websocket/%E2%80%AEb",
    "/llm-websocket/%E2%80%A8b",
    "/llm-websocket/%ff",
    "/llm-websocket/%",
  ])("%s ends in no usable call id", (url) => {
    expect(dial({ url })).toBe("call-id-unusable");
  });

  it.each([
    "/",
    "",
    "*",
    "/other/call-1",
    "/LLM-websocket/call-1",
    "/llm-websocketcall-1",
    "http://a/llm-websocket/call-1",
  ])("%j is none of ours", (url) => {
    expect(dial({ url })).toBe("path-unknown");
  });

  it("may only be so long, and the call id too", () => {
    expect(dial({ url: `/llm-websocket/${"a".repeat(200)}` })).toBe("path-too-long");
    const options = { maxPathLength: 2_048 };
    expect(dial({ url: `/llm-websocket/${"a".repeat(257)}`, options })).toBe("call-id-unusable");
    expect(dial({ url: `/llm-websocket/${"a".repeat(256)}`, options })).toMatch(/^a{256} of /);
  });
});

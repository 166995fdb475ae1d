/** What a check says of servers that let nobody in, each for another reason. */
import { readFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer, type Socket } from "node:net";
import { expect, it } from "vitest";
import { audits, type Outcome, runCheck } from "../../src/check/index.ts";
import { type Parts, soundParts, startModelServer } from "./model-server.ts";
import { testSettings } from "./settings.ts";

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url));
const waysIn = audits.filter(({ phase }) => phase === "reach").map(({ id }) => id);

interface Found {
  /** The only audit that fails, with what it says. */
  readonly failed: string;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

async function check(url: string): Promise<Found> {
  const { results } = await runCheck({ url, only: waysIn, settings: testSettings });
  const failed = results.flatMap(({ id, verdict }) =>
    verdict.outcome === "fails" ? [`${id}: ${verdict.reason} | ${verdict.received}`] : [],
  );
  return {
    failed: failed.join("\n"),
    outcomes: Object.fromEntries(results.map(({ id, verdict }) => [id, verdict.outcome])),
  };
}

async function checkModel(parts: Partial<Parts>, adapt: (url: string) => string = (url) => url): Promise<Found> {
  await using server = await startModelServer(parts);
  return await check(adapt(server.url));
}

/** Answers every handshake with this. */
function answering(answer: string): Partial<Parts> {
  return {
    refuse(_request, socket) {
      socket.end(answer.replaceAll("\n", "\r\n"));
      return true;
    },
  };
}

/** A bare TCP server that does this with every connection once something came. */
async function checkTcp(take: (socket: Socket) => void): Promise<Found> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => take(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await check(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/llm-websocket`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

it.each([
  ["HTTP/1.1 200 OK\nContent-Length: 5\n\nHello", "a web page is served under this path"],
  ["HTTP/1.1 301 Moved\nLocation: https://new.example/?key=hidden\n\n", "redirects to https://new.example/?key=…, and"],
  ["HTTP/1.1 400 Bad Request\n\n", "dropped the headers Upgrade and Connection"],
  ["HTTP/1.1 401 Unauthorized\n\n", "wants a password or a token"],
  ["HTTP/1.1 403 Forbidden\n\n", "a list of addresses turns this machine away"],
  [
    "HTTP/1.1 404 Not Found\n\nNothing here.",
    "nothing is served under this path; a tunnel or a proxy may also answer so",
  ],
  ["HTTP/1.1 404 Not Found\nngrok-error-code: ERR_NGROK_3200\n\n", "The tunnel itself says ERR_NGROK_3200"],
  ["HTTP/1.1 404 Not Found\nServer: Vercel\n\n", "It seems to run on Vercel"],
  ["HTTP/1.1 418 I'm a teapot\n\n", "it refuses the handshake"],
  ["HTTP/1.1 426 Upgrade Required\n\n", "dropped the headers"],
  ["HTTP/1.1 502 Bad Gateway\n\n", "reaches no server behind it"],
  ["HTTP/1.1 599 Odd\n\n", "has failed"],
])("says what %j instead of an acceptance usually means", async (answer, reason) => {
  const { failed, outcomes } = await checkModel(answering(answer));
  expect(failed).toMatch(/^reach-upgrade: .*$/);
  expect(failed).toContain(reason);
  expect(outcomes).toMatchObject({ "reach-port": "holds", "reach-call-id": "could-not-tell" });
});

it("shows how the page begins that came instead, also in chunks, without the secrets of the URL", async () => {
  const page = "HTTP/1.1 404 Not Found\nTransfer-Encoding: chunked\n\n15\nNo /?key=open-sesame!!\n0\n\n";
  const { failed } = await checkModel(answering(page), (url) => `${url}?key=open-sesame`);
  expect(failed).toContain('HTTP 404: "No /?key=…!!"');
});

it("finds a server in TLS behind a URL without", async () => {
  const tls: Partial<Parts> = {
    createServer: () => createTlsServer({ cert: fixture("cert.pem"), key: fixture("key.pem") }),
  };
  const { failed, outcomes } = await checkModel(tls);
  expect(failed).toMatch(/^reach-scheme: the URL asks for no TLS, and port \d+ speaks it/);
  expect(outcomes).toMatchObject({ "reach-upgrade": "could-not-tell", "reach-tls": "not-applicable" });
});

it("tells a closed connection, other protocols and silence apart", async () => {
  expect((await checkTcp((socket) => socket.destroy())).failed).toMatch(/^reach-upgrade: .*closed without an answer/);
  expect((await checkTcp((socket) => socket.end("220 mail\r\n"))).failed).toMatch(/^reach-upgrade: .*no HTTP/);
  const silent = await checkTcp((socket) => void socket.once("end", () => socket.end()));
  expect(silent.failed).toMatch(/^handshake-in-time: there was no answer within 2 s/);
});

it("waits on an idle connection, and tells when it is cut off", async () => {
  await using server = await startModelServer({
    greet(peer) {
      soundParts.greet(peer);
      setTimeout(() => peer.socket.terminate(), 100);
    },
  });
  const settings = { ...testSettings, idleMs: 60_000 };
  const { results } = await runCheck({ url: server.url, only: ["reach-idle"], settings });
  expect(results[0]?.verdict).toMatchObject({
    outcome: "fails",
    reason: expect.stringMatching(/^the connection was gone after \d\.\d s$/),
    sent: "keep-alives alone",
    received: "a close with 1006",
  });
});

it("tells a server that accepts and then closes from one that refuses", async () => {
  const { failed, outcomes } = await checkModel({ greet: (peer) => peer.socket.close(1011), config: undefined });
  expect(failed).toMatch(/^reach-kept: .* \| HTTP 101, and at once a close with 1011$/);
  expect(outcomes).toMatchObject({ "reach-upgrade": "holds", "reach-any-call-id": "could-not-tell" });
});

it("finds out that only calls without an id are kept, by a server that accepts first", async () => {
  const { failed } = await checkModel({
    refuse(request) {
      request.headers["x-id"] = String(!/^\/llm-websocket\/?$/.test(request.url ?? ""));
      request.url = "/llm-websocket/any";
      return false;
    },
    config: undefined,
    greet(peer) {
      if (peer.request.headers["x-id"] === "true") peer.socket.close(1008);
      else peer.send({ response_id: 0, content: "Hello.", content_complete: true });
    },
  });
  expect(failed).toMatch(/^reach-call-id: .* \| HTTP 101, and at once a close with 1008$/);
});

it("takes a server for one that wants call ids of another shape when it takes one of the platform's", async () => {
  const { failed } = await checkModel({
    refuse({ url = "" }, socket) {
      if (/\/[0-9a-f]{32}$/.test(url)) return false;
      socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
      return true;
    },
  });
  expect(failed).toMatch(/^reach-any-call-id: it takes the call id [0-9a-f]{32}, and not one of another shape/);
});

import { createServer as createHttpServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { describe, expect, test } from "vitest";
import { explainFailure } from "../src/cli/call/explain-failure.ts";
import { probe } from "../src/cli/call/probe.ts";
import { main } from "../src/cli/main.ts";
import { dummyAgent } from "../src/index.ts";
import { realClock, startTestServer } from "../src/testing/index.ts";
import { createScriptedContext } from "./support/cli-context.ts";
import { listen } from "./support/listen.ts";

/** What is said of a server that refused a call under this URL. */
async function explain(url: string): Promise<string> {
  return explainFailure(`${url}call_1`, await probe(`${url}call_1`, realClock), "nothing is wrong");
}

describe("a server that cannot be reached is explained in one line", () => {
  test("when nobody listens", async () => {
    const gone = await listen(createTcpServer());
    await gone[Symbol.asyncDispose]();
    expect(await explain(`ws://${gone.host}/llm-websocket/`)).toBe(
      `nobody listens at ${gone.host}. Start your server first; "npx repartee dev" runs the guide's dummy agent`,
    );
  });

  test("when the path is wrong, with the server's own reason", async () => {
    await using server = await startTestServer({ agent: dummyAgent });
    expect(await explain(server.url.replace("llm-websocket", "llm-socket"))).toBe(
      "the server answered HTTP 404: There is nothing here. It has no WebSocket at this path. Check the path: the call id is appended to it",
    );
    expect(await explain(`${server.httpUrl.replace("http", "ws")}/`)).toMatch(
      /The path is missing: try …\/llm-websocket\//,
    );
    expect(await explain(`${server.url}Jabr9TXYYJHfvl6Syypi88rd/`)).toMatch(
      /: The path must end in one call id\. If "Jabr9TXYYJHfvl6Syypi88rd" is a call id, leave it out/,
    );
  });

  test("when the address is not allowed", async () => {
    await using server = await startTestServer({ agent: dummyAgent, admitLoopback: false });
    expect(await explain(server.url)).toMatch(
      /^the server answered HTTP 403: This address may not connect\. .*"repartee dev"/,
    );
  });

  test("when the secret is missing", async () => {
    await using server = await startTestServer({ agent: dummyAgent, secret: "a-long-enough-secret" });
    expect(await explain(server.url)).toMatch(/^the server answered HTTP 403: .*Append it to the URL/);
  });

  test("when it is a web server without a WebSocket", async () => {
    await using server = await listen(createHttpServer((_, response) => response.end("<!doctype html>")));
    expect(await explain(`ws://${server.host}/`)).toMatch(/^the server answered HTTP 200\. /);
  });

  test("when its page is endless", async () => {
    const endless = createHttpServer((_, response) => {
      const more = (): void => {
        while (response.write("x".repeat(10_000)));
      };
      response.on("drain", more);
      more();
    });
    await using server = await listen(endless);
    expect(await explain(`ws://${server.host}/`)).toMatch(/^the server answered HTTP 200\. /);
  });

  test("when it is no web server at all", async () => {
    const mail = createTcpServer((socket) => {
      socket
        .on("error", () => undefined)
        .resume()
        .end("220 mail\r\n");
    });
    await using server = await listen(mail);
    expect(await explain(`ws://${server.host}/`)).toMatch(/ is no HTTP server\. Check the port$/);
  });

  test("when it hangs up", async () => {
    await using server = await listen(createTcpServer((socket) => socket.on("error", () => undefined).destroy()));
    expect(await explain(`ws://${server.host}/`)).toMatch(
      / hung up without an answer\. Use wss:\/\/ if it expects TLS$/,
    );
  });

  test("when it does not speak TLS", async () => {
    await using server = await startTestServer({ agent: dummyAgent });
    expect(await explain(server.url.replace("ws:", "wss:"))).toMatch(/ does not speak TLS\. Use ws:\/\/ instead/);
  });

  test("unless it opens this time", async () => {
    await using server = await startTestServer({ agent: dummyAgent });
    expect(await explain(server.url)).toBe("nothing is wrong");
  });
});

describe("a slip gets one clear line and the exit code 2", () => {
  test.each([
    [["ws://h/llm-websocket/{call_id}"], /has a call id in it/],
    [["--sayy", "Hello?"], /^repartee: --sayy is no option\. Did you mean "--say"\?/],
    [["--speed", "fast"], /^repartee: --speed must be a number from 0\.1 to 100, not "fast"/],
    [["--max-duration", "5s"], /^repartee: --max-duration must be a time from 60s to 2h/],
    [["--responsiveness", "2"], /^repartee: --responsiveness must be a number from 0 to 1/],
    [["--details", "name"], /^repartee: --details must be name=value/],
    [["--say", ""], /^repartee: --say must be some text/],
    [["--record", "missing/call.jsonl"], /^repartee: --record: there is no folder/],
    [["ws://a/", "ws://b/"], /one argument too many/],
  ])("%j", async (words, message) => {
    using world = createScriptedContext();
    expect(await main(["call", ...words], world.context)).toBe(2);
    expect(world.errors).toEqual([expect.stringMatching(message)]);
    expect(world.output).toEqual([]);
  });
});

import { dummyAgent } from "repartee";
import { connectTestClient } from "repartee/testing";
import { describe, expect, test } from "vitest";
import { createConsole, listenForPages } from "../src/console/index.ts";
import { silentLog } from "../src/observe/index.ts";
import { ask } from "./support/ask.ts";
import { createPageFolder, hasty, openPage, startWithConsole } from "./support/console-page.ts";

describe("bounds", () => {
  test("only so many pages are open, and a closed one makes room", async () => {
    await using started = await startWithConsole({ agent: dummyAgent }, { maxPagesCount: 1 });
    const page = await openPage(started.pageUrl);
    await expect(openPage(started.pageUrl)).rejects.toMatchObject({
      status: 503,
      reason: "1 pages are open: close one.",
    });
    page[Symbol.dispose]();
    await page.closed;
    let next: Awaited<ReturnType<typeof openPage>> | undefined;
    while (next === undefined) next = await openPage(started.pageUrl).catch(() => undefined);
    next[Symbol.dispose]();
  });

  test("only so many web calls run", async () => {
    await using started = await startWithConsole({ agent: dummyAgent }, { maxWebCallsCount: 1 });
    using page = await openPage(started.pageUrl);
    await page.place({ url: started.server.url });
    page.send({ type: "place-call", requestId: "more", url: started.server.url });
    expect(await page.until("refused")).toMatchObject({ requestId: "more" });
  });

  test("the oldest calls give way to new ones", async () => {
    await using started = await startWithConsole({ agent: dummyAgent }, { maxCallsCount: 2 });
    using page = await openPage(started.pageUrl);
    const text = '{"type":"recording","version":1,"callId":"call_1","url":""}\n';
    const ids: string[] = [];
    for (const requestId of ["1", "2", "3"]) {
      page.send({ type: "open-recording", requestId, text });
      ids.push((await page.until("placed", (message) => message.requestId === requestId)).id);
    }
    using other = await openPage(started.pageUrl);
    expect(other.hello.calls.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  });

  test("a message that is too long closes the page that sent it, and nothing else", async () => {
    await using started = await startWithConsole({ agent: dummyAgent }, { maxMessageBytes: 1_000 });
    using bystander = await openPage(started.pageUrl);
    using page = await openPage(started.pageUrl);
    page.send({ type: "open-recording", requestId: "r", text: "x".repeat(1_001) });
    expect((await page.closed).code).toBe(1009);
    await bystander.place({ url: started.server.url });
  });

  test.each(["maxPagesCount", "maxWebCallsCount", "maxCallsCount", "orphanTimeoutMs"])(
    "%s must be a number above 0",
    (name) => {
      for (const value of [0, -1, 1.5, Number.NaN]) {
        expect(() => createConsole({ version: "1", [name]: value })).toThrow(`${name} must be a whole number above 0`);
      }
    },
  );
});

test("the server takes its pages and their calls with it when it closes", async () => {
  await using started = await startWithConsole({ agent: dummyAgent });
  using page = await openPage(started.pageUrl);
  const id = await page.place({ url: started.server.url });
  await page.untilEvent(id, "state-changed", ({ state }) => state === "live");
  await started.server.server.close();
  expect((await page.closed).code).toBe(1006);
});

describe("a console that stands alone", () => {
  const listen = async (targetUrl?: string) => {
    const folder = createPageFolder();
    const pages = createConsole({
      version: "1",
      pageFolder: folder.path,
      ...(targetUrl === undefined ? {} : { targetUrl }),
    });
    const listener = await listenForPages(pages, { port: 0, log: silentLog });
    return {
      url: listener.url,
      async [Symbol.asyncDispose]() {
        await listener.close();
        folder[Symbol.dispose]();
      },
    };
  };

  test("offers the URL that it was started for, and calls any server", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    await using alone = await listen(started.server.url);
    using page = await openPage(alone.url);
    expect(page.hello.ownUrl).toBeUndefined();
    expect(page.hello.targetUrl).toBe(started.server.url);
    const id = await page.place({ url: started.server.url, ...hasty });
    await page.untilEvent(id, "turn-finished");
  });

  test("says to strangers that it is not for them", async () => {
    await using alone = await listen();
    const stranger = { host: "evil.test" };
    expect(await ask(alone.url, stranger)).toMatchObject({ status: 403, body: expect.stringContaining("localhost") });
    expect((await ask(`${alone.url}nothing`)).status).toBe(404);
    await expect(openPage(alone.url, stranger)).rejects.toMatchObject({ status: 403 });
    await expect(connectTestClient(`${alone.url.replace("http", "ws")}elsewhere`)).rejects.toMatchObject({
      status: 404,
    });
  });

  test("says that its port is taken", async () => {
    await using alone = await listen();
    const pages = createConsole({ version: "1" });
    const port = Number(new URL(alone.url).port);
    await expect(listenForPages(pages, { port, log: silentLog })).rejects.toMatchObject({ code: "port-in-use" });
  });
});

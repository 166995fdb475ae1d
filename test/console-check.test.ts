import { dummyAgent } from "repartee";
import { describe, expect, test } from "vitest";
import type { CheckFinished } from "../src/console/feed.ts";
import { response, startModelServer } from "./check/model-server.ts";
import { ask } from "./support/ask.ts";
import { type ConsolePage, openPage, startWithConsole } from "./support/console-page.ts";
import { createFakeChecker } from "./support/fake-checker.ts";
import { fewAudits } from "./support/few-audits.ts";

const checker = fewAudits("greeting-in-time", "greeting-completed", "greeting-once");

async function check(page: ConsolePage, url: string): Promise<CheckFinished> {
  page.send({ type: "start-check", requestId: "check", url, isQuick: true });
  return await page.until("check-finished");
}

describe("a check from the page", () => {
  test("of the server that it is served with lists none of its calls, and does not need to be told the secret", async () => {
    await using started = await startWithConsole({ agent: dummyAgent, secret: "fedcba9876543210" }, { checker });
    using page = await openPage(started.pageUrl);
    const finished = await check(page, page.hello.ownUrl ?? "");
    expect(finished).toMatchObject({ ending: "done", finishedCount: 3, isReached: true, isSound: true });
    const report = await ask(`${started.pageUrl}console/checks/${finished.id}.json`);
    expect(report.status).toBe(200);
    expect(report.body).not.toContain("fedcba9876543210");
    using later = await openPage(started.pageUrl);
    expect(later.hello.calls).toEqual([]);
  });

  test("can be downloaded, without what the URL's query says", async () => {
    await using started = await startWithConsole({ agent: dummyAgent }, { checker });
    await using server = await startModelServer({
      greet: (peer) => peer.send(response(0, "</script><script>alert(1)</script>", { content_complete: false })),
    });
    using page = await openPage(started.pageUrl);
    const { id, isSound } = await check(page, `${server.url}?token=hunter2`);
    expect(isSound).toBe(false);
    using later = await openPage(started.pageUrl);
    expect(later.hello.reportIds).toEqual([id]);

    const json = await ask(`${started.pageUrl}console/checks/${id}.json`);
    expect([json.status, json.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
    expect(json.headers["content-disposition"]).toMatch(
      /^attachment; filename="check-127_0_0_1_\d+_llm-websocket_\.json"$/,
    );
    expect(json.headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
    expect(JSON.parse(json.body)).toMatchObject({ url: `${server.url}?token=…`, counts: { fails: 1 } });

    const html = await ask(`${started.pageUrl}console/checks/${id}.html`);
    expect([html.status, html.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(html.headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
    expect(html.headers["content-disposition"]).toMatch(/^attachment; /);
    for (const { body } of [json, html]) {
      expect(body).toContain("greeting-completed");
      expect(body).not.toContain("hunter2");
    }
  });

  test("is not kept for ever", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    for (const name of ["nobody.json", "nobody.html"]) {
      const { status, body } = await ask(`${started.pageUrl}console/checks/${name}`);
      expect([status, body]).toEqual([404, "The report of this check is not kept any more: check the server again.\n"]);
    }
  });

  test("is given up when its page is closed", async () => {
    const fake = createFakeChecker();
    await using started = await startWithConsole({ agent: dummyAgent }, { checker: fake });
    const page = await openPage(started.pageUrl);
    page.send({ type: "start-check", requestId: "check", url: started.server.url, isQuick: false });
    await page.until("check-started");
    const signal = fake.runs[0]?.options.signal as AbortSignal;
    const givenUp = new Promise((resolve) => signal.addEventListener("abort", resolve));
    page[Symbol.dispose]();
    await givenUp;
    expect(signal.aborted).toBe(true);
  });
});

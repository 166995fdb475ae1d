import { expect, test } from "vitest";
import { createScriptedContext } from "../../test/support/cli-context.ts";
import { devCommand } from "./commands/dev.ts";
import { resolveOptions, type ServeOptionValues } from "./options/index.ts";
import { prepareReachability } from "./reachability.ts";

function withOptions(flags: Record<string, unknown>): ServeOptionValues {
  return resolveOptions(devCommand.options, { flags, environment: {}, configFile: undefined });
}

test("without tunnel and public URL nobody is a proxy, and nothing is said of a dashboard", async () => {
  using world = createScriptedContext();
  const reachability = await prepareReachability(withOptions({}), world.context);
  expect(reachability.trustedProxies).toEqual([]);
  expect((await reachability.open(3_000)).dashboardUrl).toBeUndefined();
});

test("a public URL becomes the dashboard's, and makes this machine a proxy besides those that were named", async () => {
  using world = createScriptedContext();
  const options = withOptions({ publicUrl: "https://voice.example.com", trustProxy: "10.0.0.1" });
  const reachability = await prepareReachability(options, world.context);
  expect(reachability.trustedProxies).toEqual(["10.0.0.1", "127.0.0.0/8", "::1"]);
  expect((await reachability.open(3_000)).dashboardUrl).toBe("wss://voice.example.com/llm-websocket/");
});

test("a tunnel becomes the dashboard's URL, makes this machine a proxy, and closes with the server", async () => {
  let closed = false;
  const close = async (): Promise<void> => {
    closed = true;
  };
  const ngrok = { forward: async () => ({ url: () => "https://abc.ngrok-free.app", close }) };
  using world = createScriptedContext({ environment: { NGROK_AUTHTOKEN: "t" }, importPackage: async () => ngrok });
  const reachability = await prepareReachability(withOptions({ tunnel: true }), world.context);
  expect(reachability.trustedProxies).toEqual(["127.0.0.0/8", "::1"]);
  const open = await reachability.open(3_000);
  expect(open.dashboardUrl).toBe("wss://abc.ngrok-free.app/llm-websocket/");
  await open.close();
  expect(closed).toBe(true);
});

test.each([
  [{ tunnel: true, publicUrl: "https://voice.example.com" }, "--tunnel and --public-url contradict each other"],
  [{ tunnel: true, tlsCert: "a.pem", tlsKey: "b.pem" }, "--tunnel brings TLS of its own"],
  [{ publicUrl: "voice.example.com" }, "voice.example.com"],
])("%o is refused", async (flags, message) => {
  using world = createScriptedContext();
  const preparing = prepareReachability(withOptions(flags), world.context);
  await expect(preparing).rejects.toMatchObject({ code: "bad-option", message: expect.stringContaining(message) });
});

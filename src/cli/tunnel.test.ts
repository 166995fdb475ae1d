import { expect, test } from "vitest";
import { createScriptedContext } from "../../test/support/cli-context.ts";
import { prepareTunnel } from "./tunnel.ts";

const environment = { NGROK_AUTHTOKEN: "token" };

function createNgrok(url: string | null): { forwarded: unknown[]; closed: () => boolean; forward: unknown } {
  const forwarded: unknown[] = [];
  let closed = false;
  const close = async (): Promise<void> => {
    closed = true;
  };
  return {
    forwarded,
    closed: () => closed,
    forward: async (options: unknown) => {
      forwarded.push(options);
      return { url: () => url, close };
    },
  };
}

test("a tunnel leads to the port, with the token from the environment, until it is closed", async () => {
  const ngrok = createNgrok("https://abc.ngrok-free.app");
  const imported: string[] = [];
  const importPackage = async (name: string): Promise<unknown> => {
    imported.push(name);
    return { forward: ngrok.forward };
  };
  using world = createScriptedContext({ environment, importPackage });
  const open = await prepareTunnel(world.context);
  const tunnel = await open(4_321);
  expect(imported).toEqual(["@ngrok/ngrok"]);
  expect(ngrok.forwarded).toEqual([{ addr: 4_321, authtoken_from_env: true }]);
  expect(tunnel.url).toBe("https://abc.ngrok-free.app");
  await tunnel.close();
  expect(ngrok.closed()).toBe(true);
});

test("the SDK is found as a default export too", async () => {
  const { forward } = createNgrok("https://abc.ngrok-free.app");
  using world = createScriptedContext({ environment, importPackage: async () => ({ default: { forward } }) });
  const open = await prepareTunnel(world.context);
  expect((await open(1)).url).toBe("https://abc.ngrok-free.app");
});

test("without a token nothing is loaded, and one line says what to set", async () => {
  using world = createScriptedContext({ importPackage: () => Promise.reject(new Error("must not be loaded")) });
  await expect(prepareTunnel(world.context)).rejects.toMatchObject({
    code: "tunnel-failed",
    message: expect.stringMatching(/^--tunnel needs NGROK_AUTHTOKEN in the environment;/),
  });
});

test("without the package one line says what to install", async () => {
  using world = createScriptedContext({ environment });
  await expect(prepareTunnel(world.context)).rejects.toMatchObject({
    code: "tunnel-failed",
    message: "--tunnel needs a package: run npm install @ngrok/ngrok",
  });
});

test("a package that is something else is refused", async () => {
  using world = createScriptedContext({ environment, importPackage: async () => ({ connect: () => {} }) });
  await expect(prepareTunnel(world.context)).rejects.toThrow("has no forward()");
});

test.each([
  ["ngrok refuses", () => Promise.reject(new Error("authentication failed")), "authentication failed"],
  ["ngrok gives no URL", async () => ({ url: () => null, close: async () => {} }), "it gave no URL"],
])("when %s, one line says so", async (_name, forward, reason) => {
  using world = createScriptedContext({ environment, importPackage: async () => ({ forward }) });
  const open = await prepareTunnel(world.context);
  await expect(open(1)).rejects.toMatchObject({
    code: "tunnel-failed",
    message: `ngrok opened no tunnel: ${reason}. Check NGROK_AUTHTOKEN and the network`,
  });
});

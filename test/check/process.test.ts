/** A check as a process of its own. */
import { expect, it } from "vitest";
import { runCli } from "../support/run-cli.ts";
import { exhibits } from "./broken/index.ts";

it("goes on to its report when the server is gone, and nothing is open any more", { timeout: 60_000 }, async () => {
  await using server = await exhibits["bad-input-no-json"]?.start();
  await using cli = runCli(["check", server?.url ?? "", "--only", "bad-input-no-json"]);
  expect(await cli.exited, cli.stderr).toBe(1);
  expect(cli.stdout).toContain("the next call came to nothing in 3 attempts");
});

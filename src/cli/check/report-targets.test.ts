import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reportOf } from "../../../test/support/check-outcomes.ts";
import { createScriptedContext } from "../../../test/support/cli-context.ts";
import { chooseTargets, deliver, requireWritable } from "./report-targets.ts";

test("without a reporter, the usual one is printed", () => {
  expect(chooseTargets([], "plain")).toEqual([{ name: "plain", file: undefined }]);
});

test("files come beside what is printed", () => {
  expect(chooseTargets(["junit=out/check.xml", "html"], "pretty")).toEqual([
    { name: "pretty", file: undefined },
    { name: "junit", file: "out/check.xml" },
    { name: "html", file: "repartee-check.html" },
  ]);
});

test("a reporter that is printed takes the place of the usual one, and lines go with lines", () => {
  expect(chooseTargets(["plain", "github", "json=a=b.json"], "pretty")).toEqual([
    { name: "plain", file: undefined },
    { name: "github", file: undefined },
    { name: "json", file: "a=b.json" },
  ]);
});

test.each([
  [["prety"], '--reporter: there is no reporter "prety". Did you mean "pretty"?'],
  [["toString"], '--reporter: there is no reporter "toString". There are pretty, plain, json, '],
  [["json="], "--reporter json= lacks the file: give json=file, or json alone"],
  [["plain", "junit"], "--reporter junit cannot be printed beside another: give it a file, such as junit=check."],
])("%j is refused", (asked, message) => {
  expect(() => chooseTargets(asked, "plain")).toThrow(
    expect.objectContaining({ code: "bad-option", message: expect.stringContaining(message) }),
  );
});

test("a file that cannot be written is known before the check, and one that is there is not touched", () => {
  using world = createScriptedContext();
  writeFileSync(join(world.folder, "old.json"), "old");
  mkdirSync(join(world.folder, "folder"));
  requireWritable([{ name: "json", file: "old.json" }], world.folder);
  expect(readFileSync(join(world.folder, "old.json"), "utf8")).toBe("old");
  expect(() => requireWritable([{ name: "json", file: "folder" }], world.folder)).toThrow(
    expect.objectContaining({ code: "bad-option", message: "--reporter json: folder is a folder; name a file" }),
  );
  expect(() => requireWritable([{ name: "junit", file: "no/check.xml" }], world.folder)).toThrow(
    expect.objectContaining({
      message: `--reporter junit: there is no folder ${join(world.folder, "no")}; create it first`,
    }),
  );
});

test("what is printed has no empty line behind it, and each file is named", () => {
  using world = createScriptedContext();
  const report = reportOf([["MUST", "holds"]]);
  const targets = chooseTargets(["json", "badge=badge.json"], "plain");
  deliver(report, targets, world.context.screen, world.folder);
  expect(world.output).toHaveLength(1);
  expect(world.output[0]).toMatch(/\}$/);
  expect(JSON.parse(readFileSync(join(world.folder, "badge.json"), "utf8"))).toMatchObject({ message: "1/1 MUST" });
  expect(world.errors).toEqual(["Wrote badge.json"]);
});

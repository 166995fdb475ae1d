/** Where reports go: which reporters were asked for, and what is printed or written to which file. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type CheckReport, type ReporterName, reporters } from "../../check/index.ts";
import { ReparteeError } from "../../errors.ts";
import { describeWriteFailure } from "../files.ts";
import { didYouMean } from "../nearest.ts";
import type { Screen } from "../screen.ts";

export interface ReportTarget {
  readonly name: ReporterName;
  /** As it was given; undefined to print it. */
  readonly file: string | undefined;
}

/** A page is of no use in a terminal. */
const defaultHtmlFile = "repartee-check.html";
/** These are lines, and may stand below each other; anything else is one document. */
const lineReporters: readonly ReporterName[] = ["pretty", "plain", "github"];

/**
 * @param asked what was asked for, as `name` or `name=file`.
 * @param usual the one that is printed when no other is.
 * @throws ReparteeError `bad-option` for a name that no reporter has, and when too much would be printed.
 */
export function chooseTargets(asked: readonly string[], usual: ReporterName): ReportTarget[] {
  const targets = asked.map(parseTarget);
  const printed = targets.filter(({ file }) => file === undefined);
  if (printed.length === 0) return [{ name: usual, file: undefined }, ...targets];
  const document = printed.find(({ name }) => !lineReporters.includes(name));
  if (document !== undefined && printed.length > 1) {
    const { extension } = reporters[document.name];
    throw new ReparteeError(
      "bad-option",
      `--reporter ${document.name} cannot be printed beside another: give it a file, such as ${document.name}=check.${extension}`,
    );
  }
  return targets;
}

function parseTarget(asked: string): ReportTarget {
  const [, name = "", file] = /^([^=]*)(?:=(.*))?$/s.exec(asked) ?? [];
  if (!isReporterName(name)) {
    const names = Object.keys(reporters);
    const hint = didYouMean(name, names) || ` There are ${names.join(", ")}`;
    throw new ReparteeError("bad-option", `--reporter: there is no reporter "${name}".${hint}`);
  }
  if (file === "") {
    throw new ReparteeError("bad-option", `--reporter ${asked} lacks the file: give ${name}=file, or ${name} alone`);
  }
  return { name, file: file ?? (name === "html" ? defaultHtmlFile : undefined) };
}

function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(reporters, name);
}

/**
 * Finds out before the check, not after it, whether each file can be written; one that is there stays as it is.
 * @throws ReparteeError `bad-option` for one that cannot.
 */
export function requireWritable(targets: readonly ReportTarget[], workingDirectory: string): void {
  for (const { name, file } of targets) {
    if (file !== undefined) {
      withPath(name, file, workingDirectory, (path) => closeSync(openSync(path, "a")));
    }
  }
}

/** @throws ReparteeError `bad-option` when a file cannot be written. */
export function deliver(
  report: CheckReport,
  targets: readonly ReportTarget[],
  screen: Screen,
  workingDirectory: string,
): void {
  for (const { name, file } of targets) {
    const { render } = reporters[name];
    if (file === undefined) {
      const columns = screen.terminal?.columns;
      const text = render(report, { colours: screen.colours, ...(columns === undefined ? {} : { columns }) });
      if (text !== "") screen.print(text.replace(/\n$/, ""));
    } else {
      withPath(name, file, workingDirectory, (path) => writeFileSync(path, render(report, { colours: false })));
      screen.printError(`Wrote ${file}`);
    }
  }
}

function withPath(name: string, file: string, workingDirectory: string, write: (path: string) => void): void {
  const path = resolve(workingDirectory, file);
  try {
    write(path);
  } catch (error) {
    const problem = describeWriteFailure(error, file, dirname(path));
    throw new ReparteeError("bad-option", `--reporter ${name}: ${problem}`, { cause: error });
  }
}

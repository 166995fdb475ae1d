/** Files that a user names: found, or refused with the name that was probably meant. */
import { readdirSync, statSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { ReparteeError } from "../errors.ts";
import { didYouMean } from "./nearest.ts";

/**
 * The absolute path of a file that must be there.
 * @param what how messages call it, such as "agent file".
 * @throws ReparteeError `file-not-found`.
 */
export function requireFile(file: string, workingDirectory: string, what: string): string {
  const path = resolve(workingDirectory, file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) return path;
  if (found !== undefined) throw new ReparteeError("file-not-found", `the ${what} ${file} is a folder; name a file`);
  const folder = dirname(path);
  const hint = didYouMean(basename(path), listNames(folder));
  const nothingNear = ` Paths are relative to ${workingDirectory}`;
  throw new ReparteeError("file-not-found", `there is no ${what} ${file}.${hint || nothingNear}`);
}

/** A path as people like to read it: relative when it is below the working directory. */
export function showPath(path: string, workingDirectory: string): string {
  const short = relative(workingDirectory, path);
  return short.startsWith("..") ? path : short;
}

/** Why a file cannot be written, and what to do. @param folder the absolute one that it lies in. */
export function describeWriteFailure(error: unknown, file: string, folder: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
      return `there is no folder ${folder}; create it first`;
    case "EISDIR":
      return `${file} is a folder; name a file`;
    case "EACCES":
    case "EROFS":
    case "EPERM":
      return `${file} may not be written to; name another file`;
    case "ENOSPC":
      return "the disk is full";
    default:
      return message;
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

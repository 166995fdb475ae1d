/** The file that a call is recorded in, written line by line, so that a crash loses nothing that was said before it. */
import { closeSync, openSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ReparteeError } from "../../errors.ts";
import { describeWriteFailure } from "../files.ts";

export interface RecordingFile {
  writeLine(line: string): void;
  close(): void;
}

/**
 * Replaces what the file held before.
 *
 * @param onFailed is told once when the file cannot be written to any more, such as on a full disk; the call goes on.
 * @throws ReparteeError `bad-option` when it cannot be opened.
 */
export function openRecordingFile(
  file: string,
  workingDirectory: string,
  onFailed: (reason: string) => void,
): RecordingFile {
  const path = resolve(workingDirectory, file);
  let descriptor: number | undefined;
  try {
    // It holds what was said: nobody else of this machine need read it.
    descriptor = openSync(path, "w", 0o600);
  } catch (error) {
    throw new ReparteeError("bad-option", `--record: ${describeWriteFailure(error, file, dirname(path))}`, {
      cause: error,
    });
  }
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  return {
    writeLine(line) {
      if (descriptor === undefined) return;
      try {
        writeSync(descriptor, `${line}\n`);
      } catch (error) {
        close();
        onFailed(`the recording broke off: ${describeWriteFailure(error, file, dirname(path))}`);
      }
    },
    close,
  };
}

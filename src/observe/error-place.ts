/** Where in the user's own code an error was thrown. */
import { fileURLToPath } from "node:url";

/** The last part of a stack frame: a file by path or URL, its line and its column. */
const frame = /^\s+at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+):\d+\)?$/;

/**
 * `file:line` of the innermost frame outside of packages and Node itself. Frames quote nothing of the message.
 * @param isForeign tells of further files that are not the user's.
 */
export function findErrorPlace(error: Error, isForeign: (file: string) => boolean = () => false): string | undefined {
  for (const line of (error.stack ?? "").split("\n")) {
    const match = frame.exec(line);
    if (match === null) continue;
    const [, place = "", number] = match;
    const file = place.startsWith("file:") ? fileURLToPath(place) : place;
    if (!/[\\/]node_modules[\\/]/.test(file) && !isForeign(file)) return `${file}:${number}`;
  }
  return undefined;
}

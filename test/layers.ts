/** Who may know whom in `src/`, as data: read by the architecture test, quoted by ARCHITECTURE.md. */

/**
 * Each folder (and each file that lies in `src/` itself) with the folders that it may import, all of them: a layer does
 * not inherit what its own imports may know. `platform` is the other side of the wire: it must find the bugs of
 * `server`, `session` and `agents`, not share them.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  internal: [],
  protocol: ["errors", "internal"],
  session: ["errors", "internal", "protocol"],
  agents: ["errors", "internal", "protocol", "session"],
  observe: ["errors", "internal", "protocol", "session"],
  server: ["errors", "internal", "protocol", "session", "observe"],
  index: ["errors", "protocol", "session", "agents", "server"],
  platform: ["errors", "internal", "protocol"],
  check: ["errors", "internal", "protocol", "platform"],
  testing: ["errors", "internal", "protocol", "session", "agents", "server", "platform"],
  console: ["errors", "internal", "protocol", "session", "observe", "server", "platform", "check"],
  cli: [
    "errors",
    "internal",
    "protocol",
    "session",
    "agents",
    "observe",
    "server",
    "platform",
    "check",
    "testing",
    "console",
  ],
};

/** The only files that may write to the terminal. */
export const printers: readonly string[] = ["cli/screen.ts", "observe/log.ts"];

/** The only files that may know the library `ws`, and all of `testing/`. */
export const socketFiles: readonly string[] = ["server/connection.ts", "platform/ws-dialer.ts"];

/** Lines that a file may have: past about 250 a thing inside it has no name yet. */
export const mostLines = 300;

/** The table as ARCHITECTURE.md quotes it. */
export function layersAsText(): string {
  const width = Math.max(...Object.keys(layers).map((folder) => folder.length));
  return Object.entries(layers)
    .map(([folder, allowed]) => `${folder.padEnd(width)}  ${allowed.length === 0 ? "-" : allowed.join(" ")}`)
    .join("\n");
}

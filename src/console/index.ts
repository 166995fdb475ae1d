/** The local dashboard's back end: serves the page, places its calls, and shows it what happens in every call. */

// Console
export { type Console, createConsole } from "./console.ts";
export { type ConsoleListener, type ConsoleListenerOptions, listenForPages } from "./console-listener.ts";
// Options
export type { ConsoleOptions } from "./options.ts";
export type { OwnServerOptions } from "./own-server.ts";

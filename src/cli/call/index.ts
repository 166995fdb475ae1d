/** Calls from a terminal. */

// Call
export { defaultCallTarget } from "./call-target.ts";
export { runCall } from "./run-call.ts";

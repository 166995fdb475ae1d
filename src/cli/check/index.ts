/** Checks from a terminal. */

// Check
export { runCheckCommand } from "./run-check-command.ts";
// Explain
export { runExplain } from "./run-explain.ts";

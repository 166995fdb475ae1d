/** Calls from a terminal. */

// Call
export { callTargetArgument, checkCallTarget, defaultCallTarget } from "./call-target.ts";
// Terminal
export { Drawing } from "./drawing.ts";
// Failures
export { explainFailure } from "./explain-failure.ts";
export { createPaint } from "./paint.ts";
export { probe } from "./probe.ts";
export { runCall } from "./run-call.ts";
export { createStopper } from "./stopper.ts";

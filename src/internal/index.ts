/** Small tools that know nothing of calls. Never exported from the package. */

// Events
export { type Channel, createChannel } from "./channel.ts";
// Time
export { type Clock, realClock, type Timer } from "./clock.ts";
export { createEmitter, type Emitter } from "./emitter.ts";
// Text
export { errorLabel, nameWithCode } from "./error-label.ts";
export { escapeControls } from "./escape-controls.ts";
export { formatDuration } from "./format-duration.ts";
export { indentJson } from "./indent-json.ts";
export { holdProcess } from "./process-hold.ts";
// Chance
export { createRandom, type Random } from "./random.ts";
export { textWidth, toGraphemes, wrapText } from "./text-width.ts";
export { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";
export { wait } from "./wait.ts";
export { type WithResolver, withResolver } from "./with-resolver.ts";

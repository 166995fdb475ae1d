/** Agents and what they are made of; reached through the package's main door. */

// Actions
export { endCall, pressDigits, say, transfer } from "./actions.ts";
// Define
export { defineAgent } from "./define-agent.ts";
// Agents
export { dummyAgent } from "./dummy.ts";
export { echoAgent } from "./echo.ts";
export { type FlakyAgentOptions, type FlakyMood, flakyAgent } from "./flaky.ts";
// Models, for those who write one: only as types, since repartee/llm needs the AI SDK to run
export type { Model, ModelPart, ModelRequest, ModelToolCall } from "./llm/index.ts";
export { loadLlm } from "./load-llm.ts";
export { type Script, type ScriptReply, scriptedAgent } from "./scripted.ts";
export { type SlowAgentOptions, slowAgent } from "./slow.ts";

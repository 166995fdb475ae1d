/**
 * Agents that think: any language model, tools that act once, and no dead air.
 * @module
 */

// Tools
export { type ActionToolOptions, endCall, pressDigits, transfer, updateAgent } from "./action-tools.ts";
// Hand-over
export { type HandOverOptions, type HandOverTool, handOver } from "./hand-over.ts";
// Agent
export { llmAgent } from "./llm-agent.ts";
// Model
export type {
  Model,
  ModelMessage,
  ModelPart,
  ModelRequest,
  ModelTool,
  ModelToolCall,
  ModelToolResult,
  ModelUsage,
} from "./model.ts";
// Options
export type {
  AgentPart,
  CallLimits,
  FromContext,
  LadderOptions,
  LlmAgentOptions,
  LlmContext,
  OfferedTools,
  Price,
} from "./options.ts";
export {
  type ActionOutcome,
  type ActionTool,
  type AgentTool,
  type AgentTools,
  type FunctionTool,
  type OnInterruption,
  type PersistRule,
  type ToolContext,
  type ToolEffect,
  type ToolOptions,
  tool,
} from "./tool.ts";

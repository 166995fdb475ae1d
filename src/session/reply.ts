/** Makes one kind of stream out of everything that an agent may answer with. */
import type { AgentOutput, AgentReply } from "./agent.ts";

/** What a turn pulls from. */
export interface ReplyIterator {
  next(): Promise<IteratorResult<unknown>> | IteratorResult<unknown>;
  /** Tells the agent that nobody listens any more. */
  return?(): unknown;
}

export function iterateReply(reply: AgentReply): ReplyIterator {
  if (reply === undefined || reply === null) return [][Symbol.iterator]();
  // A string is iterable too, but by its characters.
  if (typeof reply === "string") return [reply][Symbol.iterator]();
  if (typeof reply === "object" && Symbol.asyncIterator in reply) return reply[Symbol.asyncIterator]();
  if (typeof reply === "object" && Symbol.iterator in reply) return reply[Symbol.iterator]();
  return [reply as AgentOutput][Symbol.iterator]();
}

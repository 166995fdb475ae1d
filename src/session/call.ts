/** The call as an agent sees it: what is known of it, and what the protocol allows at any time. */
import { type CallDetails, callVariables, type ServerEvent, type Utterance } from "../protocol/index.ts";
import type { Call } from "./agent.ts";
import { actionFields } from "./response-frames.ts";

export interface CallDependencies {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly details: () => CallDetails | undefined;
  readonly transcript: () => readonly Utterance[];
  /** After the call is over this does nothing. */
  readonly send: (event: ServerEvent) => void;
  /** The platform drops the answer in flight when the agent interrupts. */
  readonly cutShort: () => void;
}

export function createCall(dependencies: CallDependencies): Call {
  const { send } = dependencies;
  let interruptId = 0;
  return {
    id: dependencies.id,
    signal: dependencies.signal,
    state: {},
    get details() {
      return dependencies.details();
    },
    get variables() {
      return callVariables(dependencies.details());
    },
    get transcript() {
      return dependencies.transcript();
    },
    interrupt(text, { interruptible = false, action } = {}) {
      interruptId += 1;
      dependencies.cutShort();
      const fields = action === undefined ? {} : actionFields(action);
      send({
        response_type: "agent_interrupt",
        interrupt_id: interruptId,
        content: text,
        content_complete: true,
        ...(interruptible ? {} : { no_interruption_allowed: true }),
        ...fields,
      });
    },
    updateAgent: (settings) => send({ response_type: "update_agent", agent_config: settings }),
    sendMetadata: (metadata) => send({ response_type: "metadata", metadata }),
    reportToolCall: (invocation) => send({ response_type: "tool_call_invocation", ...invocation }),
    reportToolResult: (result) => send({ response_type: "tool_call_result", ...result }),
  };
}

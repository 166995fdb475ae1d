/** The call as an agent sees it: what is known of it, and what the protocol allows at any time. */
import {
  type AgentConfig,
  type CallDetails,
  callVariables,
  type ServerEvent,
  type Utterance,
} from "../protocol/index.ts";
import type { Call, InterruptOptions, ToolCall, ToolResult } from "./agent.ts";
import type { AgentNote } from "./notes.ts";
import { actionFields } from "./response-frames.ts";

export interface CallDependencies {
  readonly id: string;
  readonly signal: () => AbortSignal;
  readonly details: () => CallDetails | undefined;
  readonly transcript: () => readonly Utterance[];
  /** After the call is over this does nothing. */
  readonly send: (event: ServerEvent) => void;
  /** The platform drops the answer in flight when the agent interrupts. */
  readonly cutShort: () => void;
  readonly note: (note: AgentNote) => void;
}

export function createCall(dependencies: CallDependencies): Call {
  return new CallView(dependencies);
}

/** A class for the reason that views.ts has. */
class CallView implements Call {
  readonly id: string;
  readonly state: Record<string, unknown> = {};
  readonly #dependencies: CallDependencies;
  #interruptId = 0;

  constructor(dependencies: CallDependencies) {
    this.id = dependencies.id;
    this.#dependencies = dependencies;
  }

  get signal(): AbortSignal {
    return this.#dependencies.signal();
  }

  get details(): CallDetails | undefined {
    return this.#dependencies.details();
  }

  get variables(): Readonly<Record<string, string>> {
    return callVariables(this.#dependencies.details());
  }

  get transcript(): readonly Utterance[] {
    return this.#dependencies.transcript();
  }

  interrupt(text: string, { interruptible = false, action }: InterruptOptions = {}): void {
    this.#interruptId += 1;
    this.#dependencies.cutShort();
    const fields = action === undefined ? {} : actionFields(action);
    this.#dependencies.send({
      response_type: "agent_interrupt",
      interrupt_id: this.#interruptId,
      content: text,
      content_complete: true,
      ...(interruptible ? {} : { no_interruption_allowed: true }),
      ...fields,
    });
  }

  updateAgent(settings: AgentConfig): void {
    this.#dependencies.send({ response_type: "update_agent", agent_config: settings });
  }

  sendMetadata(metadata: Record<string, unknown>): void {
    this.#dependencies.send({ response_type: "metadata", metadata });
  }

  reportToolCall(invocation: ToolCall): void {
    this.#dependencies.send({ response_type: "tool_call_invocation", ...invocation });
  }

  reportToolResult(result: ToolResult): void {
    this.#dependencies.send({ response_type: "tool_call_result", ...result });
  }

  note(note: AgentNote): void {
    this.#dependencies.note(note);
  }
}

/** Runs what the agent wants done after its speech, and records it as the platform records its own tools. */
import type { TranscriptItem } from "../protocol/index.ts";
import type { Heard } from "./caller.ts";
import type { DisconnectionReason } from "./disconnection.ts";
import type { CallEventBody } from "./events.ts";
import type { Transcript } from "./transcript.ts";
import type { AgentAction, Turn } from "./turn.ts";

export interface ActionPorts {
  readonly isPhoneCall: boolean;
  readonly transcript: Transcript;
  emit(body: CallEventBody): void;
  tellCaller(heard: Heard): void;
  end(reason: DisconnectionReason): void;
}

/** @returns false when the action ended the call. */
export function runAction(action: AgentAction, turn: Turn, ports: ActionPorts): boolean {
  switch (action.type) {
    case "end-call":
      record("end_call", {});
      ports.end("agent_hangup");
      return false;
    case "transfer":
      if (!ports.isPhoneCall) return true;
      record("transfer_call", { transfer_number: action.number });
      ports.end("call_transfer");
      return false;
    default: {
      const digits = action.digits.replace(/[^0-9*#]/g, "");
      if (digits === "") return true;
      record("press_digit", { digit: digits });
      ports.tellCaller({ type: "keys", digits });
      return true;
    }
  }

  function record(name: string, toolArguments: Readonly<Record<string, string>>): void {
    const id = `${name}_${turn.kind}_${turn.id}`;
    const invocation = {
      role: "tool_call_invocation",
      tool_call_id: id,
      name,
      arguments: JSON.stringify(toolArguments),
    };
    const result = { role: "tool_call_result", tool_call_id: id, content: "done", successful: true };
    for (const item of [invocation, result] satisfies TranscriptItem[]) ports.transcript.tool(item);
    ports.emit({ type: "action-run", turnId: turn.id, action });
  }
}

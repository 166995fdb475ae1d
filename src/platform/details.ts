/** The call as the platform describes it to the server and in its report. */
import { ReparteeError } from "../errors.ts";
import type { CallDetails } from "../protocol/index.ts";

/** What the simulated platform knows of the call. */
export interface PlatformCallDetails {
  /** Only phone calls can be transferred; only web calls have a browser for metadata. @default "web_call" */
  callType?: "web_call" | "phone_call";
  /** @default "agent_local" */
  agentId?: string;
  /** Phone calls only. @default "inbound" */
  direction?: "inbound" | "outbound";
  /** Phone calls only. @default "+15550100001" */
  fromNumber?: string;
  /** Phone calls only. @default "+15550100002" */
  toNumber?: string;
  /** Anything that was given when the call was created; left out when absent. */
  metadata?: unknown;
  /** The call's variables: also replace `{{name}}` in the URL. Left out when absent. */
  dynamicVariables?: Readonly<Record<string, string>>;
  /** Under which name they are sent: the guides' `retell_llm_…`, the REST reference's `uponai_…`. @default "retell" */
  dynamicVariablesName?: "retell" | "uponai" | "both";
}

const names: Readonly<Record<keyof PlatformCallDetails, true>> = {
  callType: true,
  agentId: true,
  direction: true,
  fromNumber: true,
  toNumber: true,
  metadata: true,
  dynamicVariables: true,
  dynamicVariablesName: true,
};

/**
 * A call without what it was to know goes on all the same, and its agent greets somebody without a name.
 * @throws ReparteeError `bad-option` for a detail that there is not, such as `variables` for `dynamicVariables`.
 */
export function checkCallDetails(details: PlatformCallDetails): void {
  const unknown = Object.keys(details).find((name) => !Object.hasOwn(names, name));
  if (unknown === undefined) return;
  const known = Object.keys(names).join(", ");
  throw new ReparteeError("bad-option", `details: there is no "${unknown}"; known are ${known}`);
}

/** The object of `call_details`, as of the moment the call starts. */
export function toCallDetails(callId: string, details: PlatformCallDetails): CallDetails {
  const isPhoneCall = details.callType === "phone_call";
  const { dynamicVariables: variables, dynamicVariablesName: name = "retell" } = details;
  return {
    call_type: isPhoneCall ? "phone_call" : "web_call",
    ...(isPhoneCall
      ? {
          from_number: details.fromNumber ?? "+15550100001",
          to_number: details.toNumber ?? "+15550100002",
          direction: details.direction ?? "inbound",
        }
      : {}),
    call_id: callId,
    agent_id: details.agentId ?? "agent_local",
    call_status: "registered",
    ...(details.metadata === undefined ? {} : { metadata: details.metadata }),
    ...(variables !== undefined && name !== "uponai" ? { retell_llm_dynamic_variables: { ...variables } } : {}),
    ...(variables !== undefined && name !== "retell" ? { uponai_dynamic_variables: { ...variables } } : {}),
  };
}

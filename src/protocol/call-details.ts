/** The call object that the platform sends when asked (protocol: "call_details"). */
import { z } from "zod";

/**
 * What the platform knows of the call when it starts. Platforms differ in which fields they send, so all but
 * `call_id` are optional, and unknown ones pass through.
 */
export interface CallDetails {
  call_id: string;
  call_type?: string;
  agent_id?: string;
  agent_version?: number;
  call_status?: string;
  /** `inbound` or `outbound`; absent on web calls, as are the two numbers. */
  direction?: string;
  from_number?: string;
  to_number?: string;
  metadata?: unknown;
  /** The call's variables; every value is a string. */
  retell_llm_dynamic_variables?: Record<string, string>;
  /** The same under the name of UponAI's REST reference. */
  uponai_dynamic_variables?: Record<string, string>;
  opt_out_sensitive_data_storage?: boolean;
  [field: string]: unknown;
}

const variables = z.record(z.string(), z.string());

export const callDetailsSchema: z.ZodType<CallDetails> = z.looseObject({
  call_id: z.string(),
  call_type: z.string().optional(),
  agent_id: z.string().optional(),
  agent_version: z.number().optional(),
  call_status: z.string().optional(),
  direction: z.string().optional(),
  from_number: z.string().optional(),
  to_number: z.string().optional(),
  metadata: z.unknown().optional(),
  retell_llm_dynamic_variables: variables.optional(),
  uponai_dynamic_variables: variables.optional(),
  opt_out_sensitive_data_storage: z.boolean().optional(),
});

/** The call's variables under either of the names in use; the guide-level name wins where both are set. */
export function callVariables(details: CallDetails | undefined): Record<string, string> {
  return { ...details?.uponai_dynamic_variables, ...details?.retell_llm_dynamic_variables };
}

/** Two calls that begin at the same moment from one number, as from the desks of one company. */
import type { Answer } from "../calls/answer.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";

export interface NamedCall {
  readonly call: ProbeCall;
  readonly greeting: Answer;
  /** The caller's name, which only the details of this call tell. */
  readonly name: string;
}

// Names that no greeting has by chance.
const names = ["Philippa", "Barnaby"];
const fromNumber = "+15550100042";

export async function twoCalls(context: CheckContext): Promise<readonly NamedCall[]> {
  const calls = await Promise.all(
    names.map((name) => {
      const details = { callType: "phone_call", fromNumber, dynamicVariables: { customer_name: name } } as const;
      return context.placeCall({ details });
    }),
  );
  const greetings = await Promise.all(calls.map((call) => call.greeting()));
  await Promise.all(calls.map((call) => call[Symbol.asyncDispose]()));
  return calls.map((call, index) => ({
    call,
    greeting: greetings[index] as Answer,
    name: names[index] as string,
  }));
}

import fc from "fast-check";
import { expect, it } from "vitest";
import { callDetailsSchema } from "./call-details.ts";
import { decodePlatformFrame } from "./decode-platform.ts";

const decode = (call: unknown) => decodePlatformFrame(JSON.stringify({ interaction_type: "call_details", call }));

it("what is kept of any call with an id satisfies the schema, and sound fields are all kept", () => {
  const odd = fc.oneof(fc.constant(null), fc.integer(), fc.string(), fc.constant({ a: "x", b: 1 }), fc.constant([1]));
  const fields = ["from_number", "agent_version", "retell_llm_dynamic_variables", "metadata", "x_unknown"];
  let salvaged = 0;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields), odd), (extra) => {
      const frame = decode({ ...extra, call_id: "a" });
      if (frame.type !== "call_details") throw new Error("the call was lost");
      expect(callDetailsSchema.safeParse(frame.call).success).toBe(true);
      if (frame.problem !== undefined) salvaged += 1;
      if ("metadata" in extra) expect(frame.call.metadata).toEqual(extra.metadata);
      if ("x_unknown" in extra) expect(frame.call.x_unknown).toEqual(extra.x_unknown);
    }),
    { seed: 1 },
  );
  expect(salvaged).toBeGreaterThan(10);
});

it("a call without an id, or no object at all, is a problem", () => {
  for (const call of [{ from_number: "1" }, { call_id: 7 }, null, [], "a"]) expect(decode(call).type).toBe("problem");
});

import { expect, test } from "vitest";
import { callVariables } from "./call-details.ts";

test("a call's variables are read under either name", () => {
  expect(callVariables({ call_id: "a", retell_llm_dynamic_variables: { name: "Ada" } })).toEqual({ name: "Ada" });
  expect(callVariables({ call_id: "a", uponai_dynamic_variables: { name: "Ada" } })).toEqual({ name: "Ada" });
});

test("where both names are set, the guides' one wins", () => {
  const call = {
    call_id: "a",
    uponai_dynamic_variables: { name: "Ada", city: "Bath" },
    retell_llm_dynamic_variables: { name: "Eve" },
  };
  expect(callVariables(call)).toEqual({ name: "Eve", city: "Bath" });
});

test("a call without details has no variables", () => {
  expect(callVariables(undefined)).toEqual({});
  expect(callVariables({ call_id: "a" })).toEqual({});
});

/**
 * The types of the call matchers for Vitest's `expect`; nothing of it runs. Wherever it is imported, all tests have them:
 * `import type {} from "repartee/testing/vitest"`, together with `expect.extend(callMatchers)`.
 * @module
 */
import type {} from "vitest";
import type { CallMatchers } from "./call-matchers.ts";

declare module "vitest" {
  // The type parameter has to be there, and named so, for the two declarations to merge.
  interface Matchers<T> extends CallMatchers<void> {}
}

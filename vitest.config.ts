import { defineConfig } from "vitest/config";

export default defineConfig({
  // Tests run the sources, never a build that may be stale.
  resolve: { conditions: ["repartee-source"] },
  ssr: { resolve: { conditions: ["repartee-source"] } },
  test: {
    include: ["src/**/*.test.ts", "web/**/*.test.ts", "test/**/*.test.ts", "examples/**/*.test.ts"],
    reporters: ["default", "./test/support/closing-line-reporter.ts"],
    testTimeout: 20_000,
  },
});

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Tests run the sources, never a build that may be stale.
  resolve: { conditions: ["repartee-source"] },
  ssr: { resolve: { conditions: ["repartee-source"] } },
  test: {
    include: ["src/**/*.test.ts", "web/**/*.test.ts", "test/**/*.test.ts", "examples/**/*.test.ts"],
    reporters: ["default", "./test/support/closing-line-reporter.ts"],
    testTimeout: 20_000,
    // Much of the time is waiting for sockets and browsers, so that even two cores can take two files at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});

/** Takes what the AI SDK has to say of a model into the log: by itself it prints, and the same for every generation. */
import type { Log } from "../observe/index.ts";

/** Where the SDK looks for somebody to tell; anything but a function or false stands for printing. */
interface SdkWorld {
  AI_SDK_LOG_WARNINGS?: unknown;
}

/**
 * Logs each warning once. Somebody who has told the SDK otherwise is left alone.
 *
 * @param world where the SDK looks; another one for tests. @default globalThis
 * @returns the function that ends it.
 */
export function logModelWarnings(log: Log, world: SdkWorld = globalThis as SdkWorld): () => void {
  if (world.AI_SDK_LOG_WARNINGS !== undefined) return () => undefined;
  const known = new Set<string>();
  const take = ({ warnings, provider, model }: Record<string, unknown>): void => {
    for (const warning of Array.isArray(warnings) ? (warnings as readonly Record<string, unknown>[]) : []) {
      const { feature, setting, details, message } = warning;
      const facts = { provider, model, feature: feature ?? setting, details: details ?? message };
      const key = JSON.stringify(facts);
      if (known.has(key)) continue;
      known.add(key);
      log.warn("the AI SDK warns of a model", facts);
    }
  };
  world.AI_SDK_LOG_WARNINGS = take;
  return () => {
    if (world.AI_SDK_LOG_WARNINGS === take) Reflect.deleteProperty(world, "AI_SDK_LOG_WARNINGS");
  };
}

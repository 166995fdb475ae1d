/** Loads the LLM agent for those who want it: it needs the package `ai`, which not everybody has installed. */
export const loadLlm = (): Promise<typeof import("./llm/index.ts")> => import("./llm/index.ts");

/** Says back what it heard: the shortest way to see that a call works in both directions. */
import type { Agent } from "../session/index.ts";
import { defineAgent } from "./define-agent.ts";

export const echoAgent: Agent = defineAgent({
  greeting: "Say something, and I will repeat it.",
  respond: ({ lastUserText }) => (lastUserText === "" ? "I did not hear anything." : `You said: ${lastUserText}`),
  remind: () => "Are you still there?",
});

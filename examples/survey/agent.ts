import { openai } from "@ai-sdk/openai";
import { endCall, type LlmAgentOptions, llmAgent, tool } from "repartee/llm";
import { z } from "zod";

export const questions = [
  "How content were you with your visit, from one to five?",
  "Did you have to wait for long?",
  "Is there anything that we should do better?",
] as const;

/** What is known in one call: an answer for each question, by its place. */
interface Survey {
  readonly answers: (string | undefined)[];
}

export type KeepAnswer = (callId: string, question: string, answer: string) => void;

export function survey(keep: KeepAnswer, options: Pick<LlmAgentOptions, "model" | "clock">) {
  const nextIn = ({ answers }: Survey): number => questions.findIndex((_question, at) => answers[at] === undefined);

  return llmAgent({
    ...options,
    state: (): Survey => ({ answers: [] }),
    greeting: `Hello, here is your dental practice with three short questions. ${questions[0]}`,
    instructions({ state }) {
      const next = nextIn(state);
      return next < 0
        ? "You have asked everything. Thank the caller in one sentence, and end the call with end_call."
        : `You hold a survey on the phone. Ask this now, as it is, and nothing else: "${questions[next]}" ` +
            `Whatever the caller says to it goes into keep_answer, as question ${next + 1}. ` +
            "If they correct an earlier answer, keep it again under its own number.";
    },
    tools({ state }) {
      const keep_answer = tool({
        description: "Keeps the caller's answer to a question.",
        input: z.object({ question: z.int().min(1).max(questions.length), answer: z.string() }),
        // A later answer to the same question takes the place of the first: no need to wait until it is sure.
        effect: "idempotent",
        run({ question, answer }, { call }) {
          state.answers[question - 1] = answer;
          keep(call.id, questions[question - 1] as string, answer);
        },
      });
      return { keep_answer, end_call: nextIn(state) < 0 ? endCall() : undefined };
    },
  });
}

const ignore: KeepAnswer = () => undefined;

export default survey(ignore, { model: openai("gpt-5-mini") });

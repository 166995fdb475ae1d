/** Updates: they ask for nothing, and they take nothing back. */
import { type Audit, fails, holds, type Verdict } from "../../audit.ts";
import type { CheckContext } from "../../context.ts";
import { requireOrdinaryAnswer } from "../../exercises/ask-oddly.ts";
import { updates } from "../../exercises/updates.ts";
import { judgeAnswer } from "../../judges/expected-answer.ts";

export const updateAudits: readonly Audit[] = [
  {
    id: "turn-update-only",
    group: "turns",
    level: "MUST",
    title: "Answers no update_only",
    why: "Nobody asked, so the platform drops the answer: its model and its tools have run for nothing, or in vain.",
    advice:
      "Take the transcript from update_only and send nothing. Answer response_required and reminder_required only.",
    source: "update_only",
    async run(context) {
      const { count, replies } = await context.share(updates);
      if (replies.length === 0) return holds();
      return fails(`${replies.length} responses came upon ${count} updates, which ask for none`, {
        sent: "update_only",
        received: replies.map(({ text }) => text).join("\n"),
        frames: replies,
      });
    },
  },
  {
    id: "turn-update-amid",
    group: "turns",
    level: "MUST",
    title: "Goes on with an answer when an update arrives in its midst",
    why: "Updates come all the while, and withdraw nothing: the caller hears half an answer, and then silence.",
    advice: "Stop an answer only for a newer response_required or reminder_required, never for update_only.",
    source: "update_only",
    async run(context) {
      await requireOrdinaryAnswer(context);
      const verdicts = await Promise.all([
        updatedAmid(context, "at once"),
        updatedAmid(context, "after its first words"),
      ]);
      return verdicts.find(({ outcome }) => outcome !== "holds") ?? holds();
    },
  },
];

/** In a call of its own, so that the one does not disturb the other. */
async function updatedAmid(context: CheckContext, when: "at once" | "after its first words"): Promise<Verdict> {
  await using call = await context.placeCall();
  await call.greeting();
  const id = call.request("Please tell me a bit about yourself.");
  if (when !== "at once") {
    await call.until(() => call.answerSoFar(id).parts.length > 0, context.settings.answerTimeoutMs);
  }
  call.update();
  await call.answer(id);
  return (await judgeAnswer(context, call, id, `when an update came ${when}`)) ?? holds();
}

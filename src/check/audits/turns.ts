/** Turns: the asked id, one completion, and an answer whenever one is due. */
import type { Audit } from "../audit.ts";
import { answerAudits } from "./turns/answers.ts";
import { completionAudits } from "./turns/completions.ts";
import { requestAudits } from "./turns/requests.ts";
import { updateAudits } from "./turns/updates.ts";

export const turnsAudits: readonly Audit[] = [...answerAudits, ...completionAudits, ...updateAudits, ...requestAudits];

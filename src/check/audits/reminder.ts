/** Reminders: the caller is silent, and the agent is asked to say something. */
import type { Audit } from "../audit.ts";

export const reminderAudits: readonly Audit[] = [];

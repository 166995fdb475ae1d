/** Every audit, in the order in which a report shows them. */
import type { Audit } from "../audit.ts";
import { actionsAudits } from "./actions.ts";
import { badInputAudits } from "./bad-input.ts";
import { greetingAudits } from "./greeting.ts";
import { handshakeAudits } from "./handshake.ts";
import { interruptionAudits } from "./interruption.ts";
import { keepAliveAudits } from "./keep-alive.ts";
import { loadAudits } from "./load.ts";
import { reachAudits } from "./reach.ts";
import { reconnectionAudits } from "./reconnection.ts";
import { reminderAudits } from "./reminder.ts";
import { securityAudits } from "./security.ts";
import { speechAudits } from "./speech.ts";
import { streamingAudits } from "./streaming.ts";
import { toolsAudits } from "./tools.ts";
import { turnsAudits } from "./turns.ts";
import { typesAudits } from "./types.ts";
import { withdrawnAudits } from "./withdrawn.ts";

export const audits: readonly Audit[] = [
  ...reachAudits,
  ...handshakeAudits,
  ...greetingAudits,
  ...turnsAudits,
  ...typesAudits,
  ...streamingAudits,
  ...withdrawnAudits,
  ...interruptionAudits,
  ...reminderAudits,
  ...keepAliveAudits,
  ...reconnectionAudits,
  ...toolsAudits,
  ...actionsAudits,
  ...speechAudits,
  ...badInputAudits,
  ...securityAudits,
  ...loadAudits,
];

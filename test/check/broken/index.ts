/** For every audit, by its id, a server that fails it. */

import { actionsExhibits } from "./actions.ts";
import { badInputExhibits } from "./bad-input.ts";
import type { Exhibit } from "./exhibit.ts";
import { greetingExhibits } from "./greeting.ts";
import { handshakeExhibits } from "./handshake.ts";
import { interruptionExhibits } from "./interruption.ts";
import { keepAliveExhibits } from "./keep-alive.ts";
import { loadExhibits } from "./load.ts";
import { reachExhibits } from "./reach.ts";
import { reconnectionExhibits } from "./reconnection.ts";
import { reminderExhibits } from "./reminder.ts";
import { securityExhibits } from "./security.ts";
import { speechExhibits } from "./speech.ts";
import { streamingExhibits } from "./streaming.ts";
import { toolsExhibits } from "./tools.ts";
import { turnsExhibits } from "./turns.ts";
import { typesExhibits } from "./types.ts";
import { withdrawnExhibits } from "./withdrawn.ts";

export const exhibits: Readonly<Record<string, Exhibit>> = {
  ...reachExhibits,
  ...handshakeExhibits,
  ...greetingExhibits,
  ...turnsExhibits,
  ...typesExhibits,
  ...streamingExhibits,
  ...withdrawnExhibits,
  ...interruptionExhibits,
  ...reminderExhibits,
  ...keepAliveExhibits,
  ...reconnectionExhibits,
  ...toolsExhibits,
  ...actionsExhibits,
  ...speechExhibits,
  ...badInputExhibits,
  ...securityExhibits,
  ...loadExhibits,
};

/** A caller who talks on while nothing is asked of the server yet. */
import type { FrameRecord } from "../../platform/index.ts";
import { CouldNotTell } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import { requireComplete } from "../judges/untaken.ts";

export interface Updates {
  /** How many were sent. */
  readonly count: number;
  /** What looks like an answer to them, well typed or not. */
  readonly replies: readonly FrameRecord[];
}

/** @throws CouldNotTell when the greeting was not completed: what comes then may belong to it. */
export async function updates(context: CheckContext): Promise<Updates> {
  const { quietMs } = context.settings;
  await using call = await context.placeCall();
  requireComplete(call, await call.greeting());
  await call.until(() => false, quietMs);
  const from = call.frames.length;
  const lines = ["Hello, I have", "a question."];
  for (const line of lines) {
    call.update(line);
    await call.until(() => false, quietMs);
  }
  const sinceThen = call.frames.slice(from);
  const replies = sinceThen.filter(({ direction, type }) => direction === "from-server" && type === "response");
  return { count: lines.length, replies };
}

/** @throws CouldNotTell when updates are answered: that is one fault, and seems to be many. */
export async function requireSilentUpdates(context: CheckContext): Promise<void> {
  const repliesTo = await context.share(updates).catch((error) => {
    if (error instanceof CouldNotTell) return undefined;
    throw error;
  });
  if (repliesTo === undefined || repliesTo.replies.length === 0) return;
  throw new CouldNotTell("it answers update_only, which nobody asked for, and that looks the same");
}

/** Everything that a server has sent in ordinary calls, in one list. */
import type { FrameRecord } from "../../platform/index.ts";
import { CouldNotTell } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import { everyCall } from "./every-call.ts";

/** @throws CouldNotTell when it has sent nothing at all. */
export async function sentFrames(context: CheckContext): Promise<readonly FrameRecord[]> {
  const calls = await context.share(everyCall);
  const sent = calls.flatMap(({ frames }) => frames).filter(({ direction }) => direction === "from-server");
  if (sent.length === 0) throw new CouldNotTell("it sent nothing");
  return sent;
}

/** What became of a message, in words. The page of the dashboard loads this file, too: it imports nothing but types. */
import type { FrameRecord } from "./frame-log.ts";

/** A sentence for each verdict on a message, such as "The platform takes it." */
export const frameVerdicts: Readonly<Record<FrameRecord["verdict"], string>> = {
  sent: "Sent to the server.",
  lost: "Lost: the connection was down.",
  accepted: "The platform takes it.",
  dropped: "The platform drops it without a word.",
};

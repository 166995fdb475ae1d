/** Breaks a call's connection and dials again, as the platform does after a close with 1006. */
import { connectAttempts } from "../../protocol/index.ts";
import { CouldNotTell } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import type { ProbeCall } from "./probe-call.ts";

/**
 * Tries as often as the platform, with shorter pauses: a server may need a moment to notice the break.
 *
 * @returns why no new connection stayed open; undefined when one does.
 */
export async function redial(context: CheckContext, call: ProbeCall): Promise<string | undefined> {
  const { connectTimeoutMs, crossingMs } = context.settings;
  call.drop();
  await call.until(() => call.closed !== undefined, connectTimeoutMs);
  let refusal = "";
  for (let attempt = 1; attempt <= connectAttempts; attempt += 1) {
    if (attempt > 1) await context.wait(crossingMs);
    try {
      await call.reconnect();
    } catch (error) {
      if (!(error instanceof CouldNotTell)) throw error;
      refusal = error.message;
      continue;
    }
    await settle(context, call);
    if (call.closed === undefined) return undefined;
    refusal = `it closed the new connection with ${call.closed.code}`;
    // No platform dials again after that.
    if (call.closed.code !== 1006) return refusal;
  }
  return refusal;
}

/** Until the server has said what it says on a new connection, be it nothing. */
async function settle({ settings }: CheckContext, call: ProbeCall): Promise<void> {
  const socketIndex = call.openMs.length - 1;
  const hasBegun = (): boolean =>
    call.frames.some(
      (frame) => frame.socketIndex === socketIndex && frame.direction === "from-server" && frame.responseId === 0,
    );
  await call.until(hasBegun, settings.quietMs);
}

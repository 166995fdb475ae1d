/** A connection that sends what no platform sends. */
import type { CheckContext } from "../context.ts";
import { openRawConnection, type RawConnection } from "./raw-connection.ts";
import { encodeFrame, opcodes } from "./web-socket-frames.ts";

/**
 * Opens a connection by hand, and waits until the server has said something on it, be it only its config.
 *
 * @throws CouldNotTell when no connection could be opened.
 */
export async function openIntruder(context: CheckContext): Promise<RawConnection> {
  const connection = await openRawConnection(context);
  const { frames } = connection;
  await connection.until(
    () => frames.some(({ opcode }) => opcode === opcodes.text),
    context.settings.greetingTimeoutMs,
  );
  return connection;
}

/**
 * Waits until the server has read what was sent, as far as can be told, and has had a moment to fall over.
 *
 * @param readMs how long reading may take. @default the settings' quiet time
 */
export async function hasTaken(
  context: CheckContext,
  connection: RawConnection,
  readMs: number = context.settings.quietMs,
): Promise<void> {
  // A server reads in order, so it has read what came before as soon as it answers a ping.
  connection.send(encodeFrame("taken?", { opcode: opcodes.ping }));
  await connection.until(() => connection.frames.some(({ opcode }) => opcode === opcodes.pong), readMs);
  await connection.until(() => false, Math.min(100, context.settings.quietMs));
}

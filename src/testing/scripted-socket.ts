/** A socket for tests of sessions: remembers what was sent, and lets the test play the platform. */
import type { ServerEvent } from "../protocol/index.ts";
import type { SessionSocket } from "../session/index.ts";

export interface ScriptedSocket extends SessionSocket {
  /** Every event that was sent, parsed, in order. */
  readonly sent: readonly ServerEvent[];
  /** The frames themselves. */
  readonly frames: readonly string[];
  /** The close that the session asked for, if it did. */
  readonly closedWith: { readonly code: number; readonly reason: string } | undefined;
  readonly terminated: boolean;
  /** What a peer that does not read leaves behind; set it to play one. */
  bufferedAmount: number;
}

export function createScriptedSocket(): ScriptedSocket {
  const frames: string[] = [];
  const sent: ServerEvent[] = [];
  let closedWith: ScriptedSocket["closedWith"];
  let terminated = false;
  return {
    sent,
    frames,
    bufferedAmount: 0,
    get closedWith() {
      return closedWith;
    },
    get terminated() {
      return terminated;
    },
    send(text) {
      // Like a real socket: what is sent after the end is lost.
      if (terminated || closedWith !== undefined) return;
      frames.push(text);
      sent.push(JSON.parse(text) as ServerEvent);
    },
    close(code, reason) {
      closedWith ??= { code, reason };
    },
    terminate() {
      terminated = true;
    },
  };
}

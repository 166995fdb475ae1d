/** The one way in: from an upgrade request to a call, or to a refusal that says why. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { ErrorCode } from "../errors.ts";
import type { Log } from "../observe/index.ts";
import type { CallRegistry } from "./call-registry.ts";
import type { SocketServer } from "./connection.ts";
import { type GateOptions, judge } from "./gate.ts";
import { type RefusalName, refusals, refuse } from "./refusal.ts";

export interface UpgradeDependencies {
  readonly gate: GateOptions;
  readonly calls: CallRegistry;
  readonly sockets: SocketServer;
  readonly log: Log;
  readonly isStopping: () => boolean;
  /** A peer broke the rules of WebSocket within a call. */
  readonly onBrokenFrame: (callId: string, code: ErrorCode, message: string) => void;
}

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export function createUpgradeHandler(dependencies: UpgradeDependencies): UpgradeHandler {
  const { calls, sockets, log } = dependencies;

  /** The path stays out of the log: it may hold the secret. */
  const turnAway = (socket: Duplex, refusal: RefusalName, address: string | undefined): void => {
    log.warn("connection refused", { refusal, status: refusals[refusal].status, address });
    refuse(socket, refusals[refusal]);
  };

  return function handleUpgrade(request, socket, head) {
    // Without a listener, a peer that vanishes during the handshake would end the process.
    socket.on("error", () => socket.destroy());
    const judgement = judge(request, dependencies.gate);
    const { address } = judgement;
    if (!judgement.admitted) {
      turnAway(socket, judgement.refusal, address);
      return;
    }
    const { callId } = judgement;
    // A call that is up may still come back while the server stops: it has nowhere else to go yet.
    const refusal =
      dependencies.isStopping() && !calls.has(callId) ? "server-stopping" : calls.refusalFor(callId, judgement.address);
    if (refusal !== undefined) {
      turnAway(socket, refusal, address);
      return;
    }
    sockets.accept(request, socket, head, {
      attach: (sessionSocket) => calls.attach(callId, judgement.address, sessionSocket),
      onBrokenFrame: (code, message) => dependencies.onBrokenFrame(callId, code, message),
      onBrokenHandshake: () => turnAway(socket, "handshake-broken", address),
    });
  };
}

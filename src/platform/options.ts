/** What a call needs to know before it is placed. */
import { ReparteeError } from "../errors.ts";
import { type Clock, createRandom, realClock } from "../internal/index.ts";
import { callUrl } from "./call-url.ts";
import type { Caller } from "./caller.ts";
import { checkCallDetails, type PlatformCallDetails } from "./details.ts";
import type { Dialer } from "./dialer.ts";
import { type Faults, resolveFaults } from "./faults.ts";
import { createFaultyDialer } from "./faulty-dialer.ts";
import { type PlatformModel, type ResolvedModel, resolveModel } from "./model.ts";
import { type PlatformSettings, type ResolvedSettings, resolveSettings } from "./settings.ts";
import { dialWebSocket } from "./ws-dialer.ts";

export interface PlatformCallOptions {
  /** The LLM WebSocket URL without the call id: ws, wss, http or https. */
  url: string;
  /** Who calls. */
  caller: Caller;
  /** How a connection is made. @default a WebSocket */
  dial?: Dialer;
  /** @default the machine's own clock */
  clock?: Clock;
  /** Chance of this call: the same seed gives the same call. @default 1 with an injected clock, else random */
  seed?: number;
  /** @default made from the seed */
  callId?: string;
  details?: PlatformCallDetails;
  settings?: PlatformSettings;
  model?: PlatformModel;
  /** A factor on how fast both sides speak; silences and timers stay as they are. @default 1 */
  speed?: number;
  /** What goes wrong on the way. @default nothing */
  faults?: Faults;
  /** Is told what a listener of this call's events threw. @default throws it as an unhandled error */
  onListenerError?: (error: unknown) => void;
}

/** @internal */
export interface ResolvedCallOptions {
  readonly url: string;
  readonly caller: Caller;
  readonly dial: Dialer;
  readonly clock: Clock;
  readonly seed: number;
  readonly callId: string;
  readonly details: PlatformCallDetails;
  readonly settings: ResolvedSettings;
  readonly model: ResolvedModel;
  readonly speed: number;
  readonly onListenerError: (error: unknown) => void;
}

/** @throws ReparteeError `bad-option` for a value that cannot be used. */
export function resolveCallOptions(options: PlatformCallOptions): ResolvedCallOptions {
  const { clock = realClock, speed = 1, details = {}, dial = dialWebSocket } = options;
  if (!(Number.isFinite(speed) && speed > 0)) throw new ReparteeError("bad-option", "speed must be a number above 0");
  const seed = options.seed ?? (clock === realClock ? randomSeed() : 1);
  if (!Number.isSafeInteger(seed)) throw new ReparteeError("bad-option", "seed must be an integer");
  const callId = options.callId ?? newCallId(seed);
  if (callId === "") throw new ReparteeError("bad-option", "callId must not be empty");
  checkCallDetails(details);
  const faults = options.faults === undefined ? undefined : resolveFaults(options.faults);
  return {
    url: callUrl(options.url, callId, details.dynamicVariables),
    caller: options.caller,
    dial: faults === undefined ? dial : createFaultyDialer({ dial, faults, clock, seed }),
    clock,
    seed,
    callId,
    details,
    settings: resolveSettings(options.settings),
    model: resolveModel(options.model),
    speed,
    onListenerError: options.onListenerError ?? throwLater,
  };
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** Looks like the platform's own: `call_` and 27 hexadecimal digits. */
function newCallId(seed: number): string {
  const random = createRandom(seed);
  let digits = "";
  while (digits.length < 27) digits += random.integer(0, 15).toString(16);
  return `call_${digits}`;
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

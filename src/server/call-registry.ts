/** The calls that are up: by id, so that a platform that dials again finds its call, and counted against the limits. */
import type { Connection, Session, SessionSocket } from "../session/index.ts";
import type { RefusalName } from "./refusal.ts";

export interface CallRegistryOptions {
  readonly maxCalls: number;
  readonly maxCallsPerAddress: number;
  readonly createSession: (callId: string, onEnded: () => void) => Session;
}

export interface CallRegistry {
  /** Calls that are up, those that wait for the platform to dial again included. */
  readonly size: number;
  /** No further call fits in. */
  readonly isFull: boolean;
  has(callId: string): boolean;
  /** Why this call cannot be taken, if it cannot. A call that is up already always can. */
  refusalFor(callId: string, address: string): RefusalName | undefined;
  /** Joins the socket to its call, which begins with the first one. */
  attach(callId: string, address: string, socket: SessionSocket): Connection;
  /** Settles as soon as no call is up. */
  whenEmpty(): Promise<void>;
  /** Lets go of every call: their connections break, so that the platform dials again elsewhere. */
  releaseAll(): void;
}

interface Entry {
  readonly session: Session;
  /** The call counts for the address that dialled last. */
  address: string;
  sockets: number;
}

export function createCallRegistry(options: CallRegistryOptions): CallRegistry {
  const calls = new Map<string, Entry>();
  /** Calls without a connection, the longest waiting first: the ones to give up when room is needed. */
  const waiting = new Set<Entry>();
  const callsPerAddress = new Map<string, number>();
  let onEmpty: (() => void)[] = [];

  const count = (address: string, change: 1 | -1): void => {
    const sum = (callsPerAddress.get(address) ?? 0) + change;
    if (sum === 0) callsPerAddress.delete(address);
    else callsPerAddress.set(address, sum);
  };

  const remove = (entry: Entry): void => {
    if (calls.get(entry.session.callId) !== entry) return;
    calls.delete(entry.session.callId);
    waiting.delete(entry);
    count(entry.address, -1);
    if (calls.size > 0) return;
    for (const resolve of onEmpty) resolve();
    onEmpty = [];
  };

  const isAddressFull = (address: string): boolean => (callsPerAddress.get(address) ?? 0) >= options.maxCallsPerAddress;

  const longestWaiting = (address?: string): Entry | undefined => {
    for (const entry of waiting) if (address === undefined || entry.address === address) return entry;
    return undefined;
  };

  const giveUp = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    remove(entry);
    entry.session.release();
  };

  const begin = (callId: string, address: string): Entry => {
    if (isAddressFull(address)) giveUp(longestWaiting(address));
    if (calls.size >= options.maxCalls) giveUp(longestWaiting());
    const session = options.createSession(callId, () => remove(entry));
    const entry: Entry = { session, address, sockets: 0 };
    calls.set(callId, entry);
    count(address, 1);
    return entry;
  };

  const registry: CallRegistry = {
    get size() {
      return calls.size;
    },
    get isFull() {
      return calls.size >= options.maxCalls && waiting.size === 0;
    },
    has: (callId) => calls.has(callId),
    refusalFor(callId, address) {
      if (calls.has(callId)) return undefined;
      if (isAddressFull(address) && longestWaiting(address) === undefined) return "address-full";
      return registry.isFull ? "calls-full" : undefined;
    },
    attach(callId, address, socket) {
      const entry = calls.get(callId) ?? begin(callId, address);
      if (entry.address !== address) {
        count(entry.address, -1);
        count(address, 1);
        entry.address = address;
      }
      entry.sockets += 1;
      waiting.delete(entry);
      const connection = entry.session.attach(socket);
      return {
        receive: connection.receive,
        closed(code) {
          connection.closed(code);
          entry.sockets -= 1;
          if (entry.sockets === 0 && calls.get(callId) === entry) waiting.add(entry);
        },
      };
    },
    whenEmpty: () => (calls.size === 0 ? Promise.resolve() : new Promise((resolve) => onEmpty.push(resolve))),
    releaseAll() {
      for (const { session } of [...calls.values()]) session.release();
    },
  };
  return registry;
}

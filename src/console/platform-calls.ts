/** Lists the calls that platforms place to this server, from what its sessions tell their observer. */
import type { Clock } from "../internal/index.ts";
import { type ObservedCall, observeCall, toServerNote } from "../platform/index.ts";
import { closeCodes } from "../protocol/index.ts";
import type { CallEndReason, SessionEvent, SessionObserver } from "../session/index.ts";
import type { CallList } from "./call-list.ts";
import { CallRecord } from "./call-record.ts";
import type { HistoryLimits } from "./event-history.ts";

export interface PlatformCallsPorts {
  readonly clock: Clock;
  readonly list: CallList;
  readonly limits: HistoryLimits;
  newId(): string;
  /** A call that this console placed itself is in the list already, and only lacks what its server alone can tell. */
  ownRecordOf(callId: string): CallRecord | undefined;
  /** Whether a check makes this call: it belongs into no list. */
  isOfCheck(callId: string): boolean;
}

interface Entry {
  readonly record: CallRecord;
  readonly call: ObservedCall;
}

/** Why a call is over, as a line of its log. */
const endNotes = {
  "platform-closed": "The platform closed the connection.",
  "connection-lost": "The connection broke, and the platform did not dial again.",
  "bad-input": "The server closed the connection for a message that it must close for.",
  "server-stopped": "The server stopped.",
} as const satisfies Record<CallEndReason, string>;

export function createPlatformCalls(ports: PlatformCallsPorts): SessionObserver {
  const { clock, list } = ports;
  const entries = new Map<string, Entry>();
  const utf8 = new TextDecoder();
  list.on((change) => {
    if (change.type !== "call-removed") return;
    for (const [callId, { record }] of entries) if (record.id === change.id) entries.delete(callId);
  });

  const begin = (callId: string): void => {
    const head = { id: ports.newId(), callId, origin: "platform", url: "", startedAtMs: clock.now() } as const;
    const record = new CallRecord(head, ports.limits);
    entries.set(callId, { record, call: observeCall(clock, (event) => record.add(event)) });
    list.add(record);
  };

  const take = ({ record, call }: Entry, event: SessionEvent): void => {
    switch (event.type) {
      case "socket-attached":
        call.connectionOpened();
        break;
      case "socket-lost":
        // Any other close is a goodbye, and the call's end follows.
        if (event.code === closeCodes.broken) call.connectionLost();
        break;
      case "agent-noted":
        call.noted(toServerNote(event.note));
        break;
      case "call-ended":
        record.observedEnd(event.reason);
        call.ended(endNotes[event.reason]);
        break;
    }
  };

  return {
    onEvent(callId, event) {
      const own = ports.ownRecordOf(callId);
      if (event.type === "call-started" && own === undefined && !ports.isOfCheck(callId)) begin(callId);
      if (event.type === "agent-noted") own?.noted(toServerNote(event.note), clock.now());
      const entry = entries.get(callId);
      if (entry !== undefined) take(entry, event);
    },
    onReceived(callId, bytes) {
      const entry = entries.get(callId);
      if (entry !== undefined) entry.call.toServer(utf8.decode(bytes));
    },
    onSent(callId, text) {
      entries.get(callId)?.call.fromServer(text);
    },
  };
}

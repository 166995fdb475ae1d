/** A server in the same process, for calls in virtual time: written by hand so that it can do everything wrong. */
import type { Dialer, DialHandlers } from "repartee/platform";
import type { PlatformEvent, ResponseRequired } from "repartee/protocol";
import type { Clock } from "../../src/internal/index.ts";

export interface MemorySocket {
  /** From 0, by order of dialling. */
  readonly index: number;
  readonly url: string;
  /** What the platform sent. */
  readonly received: readonly PlatformEvent[];
  /** The same, as text. */
  readonly texts: string[];
  /** The code the platform closed with; 1006 when it broke the connection. */
  closedWith: number | undefined;
  send(event: object | string): void;
  sendBinary(): void;
  close(code: number): void;
  terminate(): void;
}

export interface MemoryServerScript {
  /** False refuses the connection, "never" leaves it opening. @default true */
  accept?(index: number): boolean | "never";
  onOpen?(socket: MemorySocket): void;
  /** Everything but updates, which are many and need no answer: they are only parsed when they are looked at. */
  onEvent?(event: PlatformEvent, socket: MemorySocket): void;
}

export interface MemoryServer {
  readonly dial: Dialer;
  readonly sockets: MemorySocket[];
  /** Everything the platform sent on any connection. */
  readonly received: readonly PlatformEvent[];
}

export function createMemoryServer(clock: Clock, script: MemoryServerScript): MemoryServer {
  const sockets: MemorySocket[] = [];
  const texts: string[] = [];
  const dial: Dialer = (url, handlers: DialHandlers) => {
    let isOver = false;
    let isOpen = false;
    const tell = (callback: () => void): void =>
      clock.defer(() => {
        if (!isOver) callback();
      });
    const end = (code: number): void =>
      tell(() => {
        isOver = true;
        handlers.onClose(code, "");
      });
    const socket: MemorySocket = {
      index: sockets.length,
      url,
      get received() {
        return socket.texts.map(parse);
      },
      texts: [],
      closedWith: undefined,
      send: (event) => tell(() => handlers.onText(typeof event === "string" ? event : JSON.stringify(event))),
      sendBinary: () => tell(() => handlers.onBinary(4)),
      close: (code) => end(code),
      terminate: () => end(1006),
    };
    sockets.push(socket);
    const accepted = script.accept?.(socket.index) ?? true;
    if (accepted === true) {
      tell(() => {
        isOpen = true;
        handlers.onOpen();
        script.onOpen?.(socket);
      });
    } else if (accepted === false) {
      tell(() => handlers.onError("connect ECONNREFUSED"));
      end(1006);
    }
    return {
      send(text) {
        if (!isOpen || isOver) return;
        clock.defer(() => {
          socket.texts.push(text);
          texts.push(text);
          if (!text.startsWith('{"interaction_type":"update_only"')) script.onEvent?.(parse(text), socket);
        });
      },
      close(code) {
        socket.closedWith = code;
        isOver = true;
      },
      terminate() {
        socket.closedWith = 1006;
        isOver = true;
        clock.defer(() => handlers.onClose(1006, ""));
      },
    };
  };
  return {
    dial,
    sockets,
    get received() {
      return texts.map(parse);
    },
  };
}

function parse(text: string): PlatformEvent {
  return JSON.parse(text) as PlatformEvent;
}

/** Of either kind: their shapes are the same. */
export function isRequest(event: PlatformEvent): event is ResponseRequired {
  return event.interaction_type === "response_required" || event.interaction_type === "reminder_required";
}

export const response = (responseId: number, content: string, fields: object = {}): object => ({
  response_type: "response",
  response_id: responseId,
  content,
  content_complete: true,
  end_call: false,
  ...fields,
});

/** The server of the guide. */
export const guideServer: MemoryServerScript = {
  onOpen: (socket) => socket.send(response(0, "How may I help you?")),
  onEvent: (event, socket) => {
    if (isRequest(event)) socket.send(response(event.response_id, "I am sorry, can you say that again?"));
  },
};

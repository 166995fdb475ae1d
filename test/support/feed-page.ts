/** A page without a browser: a socket of its own, and what came over it. */
import type { ConsoleMessage, PageMessage } from "../../src/console/feed.ts";
import type { Page } from "../../src/console/page.ts";
import type { SessionSocket } from "../../src/session/index.ts";

export interface FeedSocket {
  readonly socket: SessionSocket;
  readonly messages: ConsoleMessage[];
  bufferedAmount: number;
  isTerminated: boolean;
}

export function createFeedSocket(): FeedSocket {
  const feed: FeedSocket = {
    messages: [],
    bufferedAmount: 0,
    isTerminated: false,
    socket: {
      send: (text) => feed.messages.push(JSON.parse(text) as ConsoleMessage),
      close: () => undefined,
      terminate: () => {
        feed.isTerminated = true;
      },
      get bufferedAmount() {
        return feed.bufferedAmount;
      },
    },
  };
  return feed;
}

export function say(page: Page, message: PageMessage | string): void {
  page.receive(new TextEncoder().encode(typeof message === "string" ? message : JSON.stringify(message)), false);
}

/** The messages of one type. */
export function messagesOf<Type extends ConsoleMessage["type"]>(
  messages: readonly ConsoleMessage[],
  type: Type,
): Extract<ConsoleMessage, { type: Type }>[] {
  return messages.filter((message): message is Extract<ConsoleMessage, { type: Type }> => message.type === type);
}

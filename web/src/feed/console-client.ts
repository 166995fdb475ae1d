/** All that the page knows of its back end: the calls, the one that is looked at, and what was refused. */
import type {
  CallerAction,
  CallSummary,
  ConsoleMessage,
  Hello,
  PageMessage,
  PlaceCall,
} from "../../../src/console/feed.ts";
import { CallTrack } from "../model/call-track.ts";
import { Changes, type Watchable } from "../model/changes.ts";
import type { FeedStatus } from "./feed-connection.ts";

export type CallWish = Omit<PlaceCall, "type" | "requestId">;

export interface FeedPort {
  send(message: PageMessage): boolean;
  retryNow(): void;
}

export class ConsoleClient implements Watchable {
  readonly #changes = new Changes();
  readonly #tracks = new Map<string, CallTrack>();
  #feed: FeedPort | undefined;
  #requestCount = 0;
  /** What was asked for and not answered yet, with the voice's speed. */
  readonly #wishes = new Map<string, number>();
  status: FeedStatus = "connecting";
  hello: Hello | undefined;
  /** The newest first. */
  calls: readonly CallSummary[] = [];
  selectedId: string | undefined;
  /** What was not done, and what to do about it. */
  refusal: string | undefined;

  watch(listener: () => void): () => void {
    return this.#changes.watch(listener);
  }

  connect(feed: FeedPort): void {
    this.#feed = feed;
  }

  retryNow(): void {
    this.#feed?.retryNow();
  }

  get selected(): CallTrack | undefined {
    return this.selectedId === undefined ? undefined : this.#tracks.get(this.selectedId);
  }

  summary(id: string | undefined): CallSummary | undefined {
    return this.calls.find((call) => call.id === id);
  }

  /** A call or a recording of this page's own asking is on its way. */
  get isWishing(): boolean {
    return this.#wishes.size > 0;
  }

  placeCall(wish: CallWish): void {
    const voiceRate = wish.settings?.voice_speed ?? this.hello?.settings.voice_speed ?? 1;
    this.#ask((requestId) => ({ type: "place-call", requestId, ...wish }), voiceRate);
  }

  openRecording(text: string): void {
    this.#ask((requestId) => ({ type: "open-recording", requestId, text }));
  }

  act(id: string, action: CallerAction): void {
    this.#feed?.send({ type: "act", id, action });
  }

  removeCall(id: string): void {
    this.#feed?.send({ type: "remove-call", id });
  }

  select(id: string): void {
    this.selectedId = id;
    this.#follow(id);
    this.#changes.tell();
  }

  dismissRefusal(): void {
    this.refusal = undefined;
    this.#changes.tell();
  }

  refuse(message: string): void {
    this.refusal = message;
    this.#changes.tell();
  }

  takeStatus(status: FeedStatus): void {
    this.status = status;
    if (status === "lost") this.#wishes.clear();
    this.#changes.tell();
  }

  take(message: ConsoleMessage): void {
    switch (message.type) {
      case "hello":
        this.#welcome(message);
        break;
      case "call-added":
        this.calls = [message.call, ...this.calls.filter(({ id }) => id !== message.call.id)];
        break;
      case "call-updated":
        this.calls = this.calls.map((call) => (call.id === message.call.id ? message.call : call));
        break;
      case "call-removed":
        this.#removed(message.id);
        break;
      case "call-events": {
        const track = this.#track(message.id);
        track.forgottenCount = message.forgottenCount;
        track.cursor = message.cursor;
        track.add(message.events, performance.now());
        // Whoever needs the list of calls is told by `call-updated`.
        return;
      }
      case "placed":
        this.#placed(message.requestId, message.id);
        break;
      case "refused":
        if (message.requestId !== undefined) this.#wishes.delete(message.requestId);
        this.refusal = message.message;
        break;
    }
    this.#changes.tell();
  }

  #welcome(hello: Hello): void {
    this.hello = hello;
    this.calls = hello.calls;
    const known = new Set(hello.calls.map(({ id }) => id));
    // Calls of a back end that was started anew are not those that this page followed.
    for (const id of this.#tracks.keys()) if (!known.has(id)) this.#tracks.delete(id);
    if (this.selectedId !== undefined && !known.has(this.selectedId)) this.selectedId = undefined;
    for (const track of this.#tracks.values()) {
      if (track.id !== this.selectedId) this.#feed?.send(followAgain(track));
    }
    // A page that was loaded anew picks its running call up.
    this.selectedId ??= hello.calls.find(({ origin, state }) => origin === "web-call" && state !== "ended")?.id;
    if (this.selectedId !== undefined) this.#feed?.send(followAgain(this.#track(this.selectedId)));
  }

  #ask(toMessage: (requestId: string) => PageMessage, voiceRate = 1): void {
    this.#requestCount += 1;
    const requestId = `wish-${this.#requestCount}`;
    this.refusal = undefined;
    if (this.#feed?.send(toMessage(requestId)) === true) this.#wishes.set(requestId, voiceRate);
    else this.refusal = "The dashboard's server is not there. Start it again; the page connects by itself.";
    this.#changes.tell();
  }

  #placed(requestId: string, id: string): void {
    const track = this.#track(id);
    track.voiceRate = this.#wishes.get(requestId) ?? 1;
    this.#wishes.delete(requestId);
    this.selectedId = id;
    // A call that this page placed is followed already.
    if (this.summary(id)?.origin !== "web-call") this.#feed?.send(followAgain(track));
  }

  #follow(id: string): void {
    if (!this.#tracks.has(id)) this.#feed?.send(followAgain(this.#track(id)));
  }

  #removed(id: string): void {
    this.calls = this.calls.filter((call) => call.id !== id);
    this.#tracks.delete(id);
    if (this.selectedId === id) this.selectedId = undefined;
  }

  #track(id: string): CallTrack {
    const known = this.#tracks.get(id);
    if (known !== undefined) return known;
    const track = new CallTrack(id);
    this.#tracks.set(id, track);
    return track;
  }
}

function followAgain(track: CallTrack): PageMessage {
  return { type: "follow-call", id: track.id, ...(track.cursor === undefined ? {} : { after: track.cursor }) };
}

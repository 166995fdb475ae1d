/** All that the page knows of its back end: the calls, the one that is looked at, and what was refused. */
import type {
  CallerAction,
  CallSummary,
  ConsoleMessage,
  Hello,
  PageMessage,
  PlaceCall,
} from "../../../src/console/feed.ts";
import type { CheckRun, CheckWish } from "../check/check-run.ts";
import { CallTrack } from "../model/call-track.ts";
import { Changes, type Watchable } from "../model/changes.ts";
import { CheckClient } from "./check-client.ts";
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
  readonly #checks = new CheckClient(
    (toMessage, remember) => this.#ask(toMessage, remember),
    (message) => this.#feed?.send(message),
  );
  #isCheckShown = false;
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
    this.#ask(
      (requestId) => ({ type: "place-call", requestId, ...wish }),
      (requestId) => this.#wishes.set(requestId, voiceRate),
    );
  }

  openRecording(text: string): void {
    this.#ask(
      (requestId) => ({ type: "open-recording", requestId, text }),
      (requestId) => this.#wishes.set(requestId, 1),
    );
  }

  /** The newest check, running or over. */
  get check(): CheckRun | undefined {
    return this.#checks.run;
  }

  /** The check when it is looked at, and no call is. */
  get shownCheck(): CheckRun | undefined {
    return this.#isCheckShown ? this.check : undefined;
  }

  /** Starts a check, or shows the one that runs already. */
  startCheck(wish: CheckWish): void {
    if (this.#checks.isRunning) this.showCheck();
    else this.#checks.start(wish);
  }

  stopCheck(): void {
    this.#checks.stop();
  }

  showCheck(): void {
    this.#isCheckShown = true;
    this.selectedId = undefined;
    this.#changes.tell();
  }

  act(id: string, action: CallerAction): void {
    this.#feed?.send({ type: "act", id, action });
  }

  removeCall(id: string): void {
    this.#feed?.send({ type: "remove-call", id });
  }

  select(id: string): void {
    this.#look(id);
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
    if (status === "lost") {
      this.#wishes.clear();
      this.#checks.lost();
    }
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
      case "check-started":
        this.#checks.take(message);
        this.showCheck();
        return;
      case "check-event":
        this.#checks.take(message);
        // Whoever shows the check watches it.
        return;
      case "check-finished":
      case "check-failed":
        this.#checks.take(message);
        break;
      case "placed":
        this.#placed(message.requestId, message.id);
        break;
      case "refused":
        if (message.requestId !== undefined) {
          this.#wishes.delete(message.requestId);
          this.#checks.refused(message.requestId);
        }
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
    this.check?.knowReports(hello.reportIds);
    // A page that was loaded anew picks its running call up.
    if (!this.#isCheckShown) {
      this.selectedId ??= hello.calls.find(({ origin, state }) => origin === "web-call" && state !== "ended")?.id;
    }
    if (this.selectedId !== undefined) this.#feed?.send(followAgain(this.#track(this.selectedId)));
  }

  /** @param remember is given the wish's id, if it could be sent. */
  #ask(toMessage: (requestId: string) => PageMessage, remember: (requestId: string) => void): void {
    this.#requestCount += 1;
    const requestId = `wish-${this.#requestCount}`;
    this.refusal = undefined;
    if (this.#feed?.send(toMessage(requestId)) === true) remember(requestId);
    else this.refusal = "The dashboard's server is not there. Start it again; the page connects by itself.";
    this.#changes.tell();
  }

  #look(id: string): void {
    this.#isCheckShown = false;
    this.selectedId = id;
  }

  #placed(requestId: string, id: string): void {
    const track = this.#track(id);
    track.voiceRate = this.#wishes.get(requestId) ?? 1;
    this.#wishes.delete(requestId);
    this.#look(id);
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

/**
 * The feed between the page and the back end: every JSON message over the WebSocket `console/feed`, as types only.
 *
 * All addresses are relative to the page's own, because it may be served below a secret path:
 * `new URL("console/feed", document.baseURI)` for the feed (http becomes ws, https wss),
 * `console/calls/{id}.jsonl`, `console/calls/{id}.html`, `console/checks/{id}.html` and `console/checks/{id}.json` for
 * downloads.
 */
import type {
  CallEvent,
  CallState,
  DisconnectionReason,
  FindingCode,
  FindingKind,
  FindingLevel,
  LatencyStatistics,
  PlatformCallDetails,
  PlatformModel,
  PlatformSettings,
  Recording,
} from "../platform/index.ts";
import type { CallEndReason } from "../session/index.ts";
import type { CheckMessage, StartCheck, StopCheck } from "./check-feed.ts";

export type {
  AuditResult,
  AuditText,
  CheckEnding,
  CheckFinished,
  CheckMessage,
  CheckStarted,
  StartCheck,
} from "./check-feed.ts";

// --- From the page ---

/** Everything that the page sends. */
export type PageMessage =
  | PlaceCall
  /** What the caller does on a web call that runs; on any other call nothing happens. */
  | { readonly type: "act"; readonly id: string; readonly action: CallerAction }
  /**
   * Sends the call's history in `call-events`, and then what happens as it happens. A page that lost its connection
   * gives the last `cursor` that it saw, and gets what it missed.
   */
  | { readonly type: "follow-call"; readonly id: string; readonly after?: number }
  | { readonly type: "unfollow-call"; readonly id: string }
  /** Opens a recording: the text of a JSON Lines file. Answered with `placed` or `refused`. */
  | { readonly type: "open-recording"; readonly requestId: string; readonly text: string }
  /** Takes a call off the list for good. A web call that runs is hung up first; a platform's call must be over. */
  | { readonly type: "remove-call"; readonly id: string }
  | StartCheck
  | StopCheck;

/** Answered with `placed` (the page then follows the call already) or `refused`. */
export interface PlaceCall {
  readonly type: "place-call";
  /** The page's own name for this wish; comes back in the answer. */
  readonly requestId: string;
  /** The LLM WebSocket URL without the call id: ws, wss, http or https. */
  readonly url: string;
  /** @default `hello.settings` */
  readonly settings?: PlatformSettings;
  /** @default `hello.model` */
  readonly model?: PlatformModel;
  readonly details?: PlatformCallDetails;
}

export type CallerAction =
  /** The caller begins to speak or to type, before any word is known; counts as speech until `final` or `stop-speaking`. */
  | { readonly kind: "start-speaking" }
  /** What was understood since the last `final`; each replaces the one before. */
  | { readonly kind: "partial"; readonly text: string }
  /** What was understood in the end, or a typed line. */
  | { readonly kind: "final"; readonly text: string }
  /** Speech that could not be understood. */
  | { readonly kind: "unintelligible" }
  /** The caller goes silent; mute is this and then saying nothing. */
  | { readonly kind: "stop-speaking" }
  /** Keys 0-9, `*`, `#`. */
  | { readonly kind: "press"; readonly digits: string }
  | { readonly kind: "hang-up" }
  /** Breaks the connection to the server as a network would. */
  | { readonly kind: "drop" };

// --- To the page ---

/** Everything that the back end sends. */
export type ConsoleMessage =
  | Hello
  | { readonly type: "call-added"; readonly call: CallSummary }
  /** Sent at most a few times a second for each call, and always when its state changes. */
  | { readonly type: "call-updated"; readonly call: CallSummary }
  /** Also when the oldest calls give way to new ones. */
  | { readonly type: "call-removed"; readonly id: string }
  | CallEvents
  | CheckMessage
  /** The call was placed, or the recording opened. `call-added` was sent before. */
  | { readonly type: "placed"; readonly requestId: string; readonly id: string }
  | Refused;

/** The first message on every connection. */
export interface Hello {
  readonly type: "hello";
  /** Repartee's version. */
  readonly version: string;
  /** This server's own LLM WebSocket URL; absent when the page stands alone. */
  readonly ownUrl?: string;
  /** What the page was started for, such as the argument of `repartee console <url>`; absent when it is `ownUrl`. */
  readonly targetUrl?: string;
  /** All calls, the newest first. */
  readonly calls: readonly CallSummary[];
  /** Checks whose reports can be downloaded. */
  readonly reportIds: readonly string[];
  /** The defaults of a call's settings. */
  readonly settings: Required<PlatformSettings>;
  /** The defaults of our own numbers. */
  readonly model: Required<PlatformModel>;
  /** How bad each finding is, and what to do. */
  readonly findingKinds: FindingKinds;
  readonly limits: FeedLimits;
}

export type FindingKinds = Readonly<Record<FindingCode, FindingKind>>;

export interface FeedLimits {
  /** Web calls at the same time. */
  readonly maxWebCalls: number;
  /** Bytes in one message of the page, and so in a recording. */
  readonly maxMessageBytes: number;
  /** How long a web call goes on without any page, in ms: time to reload. */
  readonly orphanTimeoutMs: number;
}

/** `web-call`: placed by a page. `platform`: placed to this server from outside. `recording`: opened from a file. */
export type CallOrigin = "web-call" | "platform" | "recording";

/** A line in the list of calls. */
export interface CallSummary {
  /** This console's own name for it; a recording may have the call id of another call in the list. */
  readonly id: string;
  readonly callId: string;
  readonly origin: CallOrigin;
  /** What was dialled, call id included; empty for a call that came from a platform. */
  readonly url: string;
  /** A recording is `ended`. */
  readonly state: CallState;
  /** Milliseconds since the Unix epoch; absent for a recording that broke off. */
  readonly startedAtMs?: number;
  /** Of a call that is over. */
  readonly durationMs?: number;
  /** Why it is over. A platform does not tell its server, so for its calls this is what the server saw. */
  readonly reason?: DisconnectionReason | CallEndReason;
  /** It ended because something is broken. */
  readonly hasFailed: boolean;
  /** Turns of the agent that were spoken, in whole or in part. */
  readonly turnCount: number;
  readonly findingCounts: Readonly<Record<FindingLevel, number>>;
  /** In ms; a part is absent until it was measured. */
  readonly latency: SummaryLatency;
}

type Percentiles = Omit<LatencyStatistics, "values">;

export interface SummaryLatency {
  /** The caller falls silent until the agent is heard: dead air. */
  readonly e2e?: Percentiles;
  /** A request until the first whole sentence. */
  readonly llm?: Percentiles;
  /** A keep-alive there and back. */
  readonly roundTrip?: Percentiles;
}

/** Events of a call that the page follows, in order. A history comes in several of these. */
export interface CallEvents {
  readonly type: "call-events";
  readonly id: string;
  readonly events: readonly CallEvent[];
  /** To be given as `after` when the page follows the call again. */
  readonly cursor: number;
  /** Events of the history that were let go to bound the memory, in all. */
  readonly forgottenCount: number;
}

/** Something that the page wanted was not done. */
export interface Refused {
  readonly type: "refused";
  /** Of the wish that was refused; absent when a message made no sense at all. */
  readonly requestId?: string;
  /** Why, and what to do about it, for people. */
  readonly message: string;
}

// --- The file that opens offline ---

/**
 * What the back end puts into `<script type="application/json" id="recording"></script>` of `dist/web/viewer.html`
 * (between the tags, which must be exactly these and empty).
 */
export interface ViewerData {
  readonly version: string;
  readonly call: CallSummary;
  readonly recording: Recording;
  readonly forgottenCount: number;
  readonly findingKinds: FindingKinds;
}

/** What an audit is: one rule of the protocol, or of good service, that can be put to any server. */
import type { FrameRecord } from "../platform/index.ts";
import type { CheckContext } from "./context.ts";

/**
 * MUST: otherwise a call fails, or something is lost without a word. SHOULD: otherwise callers notice. MAY: worth
 * knowing.
 */
export type AuditLevel = "MUST" | "SHOULD" | "MAY";

const groupTitles = {
  reach: "Reaching the server",
  handshake: "Handshake",
  greeting: "Greeting",
  turns: "Turns",
  types: "Types and encoding",
  streaming: "Streaming",
  withdrawn: "Withdrawn turns",
  interruption: "Interruptions",
  reminder: "Reminders",
  "keep-alive": "Keep-alives",
  reconnection: "Reconnection",
  tools: "Tools",
  actions: "Actions",
  speech: "Speech",
  "bad-input": "Bad input",
  security: "Security",
  load: "Load",
};

export type AuditGroup = keyof typeof groupTitles;

/** Every group with its title, in the order in which a report shows them. */
export const auditGroups: Readonly<Record<AuditGroup, string>> = Object.freeze(groupTitles);

/**
 * When an audit runs. `reach` first: what fails there leaves nothing to ask of the rest. `talk` together, as ordinary
 * calls beside each other. `disturb` last and one by one: they send what no platform sends, or very much of it.
 */
export type AuditPhase = "reach" | "talk" | "disturb";

export interface Audit {
  /** Kebab-case, begins with its group where that reads well. Stable, and never given to another audit. */
  readonly id: string;
  readonly group: AuditGroup;
  readonly level: AuditLevel;
  /** What a server that holds it does: "Completes the greeting". */
  readonly title: string;
  /** What the platform makes of a server that does not, and what the caller notices. */
  readonly why: string;
  /** What to change. */
  readonly advice: string;
  /** Where the rule comes from: a heading of PROTOCOL.md such as "response", or "ours" for what no document says. */
  readonly source: string;
  /** @default "talk" */
  readonly phase?: AuditPhase;
  /** Takes more than about two seconds of a sound server: left out by a quick check. @default false */
  readonly slow?: boolean;
  /** Places many connections at once: left out for addresses of other machines unless it is allowed. @default false */
  readonly heavy?: boolean;
  /** May throw {@link CouldNotTell}; whatever else is thrown is a fault of the check itself and reported as such. */
  run(context: CheckContext): Promise<Verdict>;
}

export type Outcome = Verdict["outcome"];

export type Verdict =
  | { readonly outcome: "holds" /** What was seen, such as a measured time. */; readonly note?: string }
  | ({ readonly outcome: "fails" } & Failure)
  /** The server never asked for that feature, or has nothing that the rule is about. */
  | { readonly outcome: "not-applicable"; readonly reason: string }
  /** Something else kept the rule from being tried. */
  | { readonly outcome: "could-not-tell"; readonly reason: string };

export interface Failure {
  /** What happened, in one sentence, with its numbers. */
  readonly reason: string;
  /** What the check sent, or did. */
  readonly sent?: string;
  /** What came back, or "nothing". */
  readonly received?: string;
  /** The messages that show it, in order; at most 20. */
  readonly frames: readonly FrameRecord[];
}

/** Frames that a failure keeps; a report must stay small whatever a server sends. */
const keptEvidence = 20;
/** Characters of text that a failure keeps of one frame or quotation. */
const keptEvidenceCharacters = 2_000;

export function holds(note?: string): Verdict {
  return note === undefined ? { outcome: "holds" } : { outcome: "holds", note };
}

export function fails(reason: string, evidence: Partial<Omit<Failure, "reason">> = {}): Verdict {
  const { sent, received, frames = [] } = evidence;
  return {
    outcome: "fails",
    reason,
    ...(sent === undefined ? {} : { sent: cut(sent) }),
    ...(received === undefined ? {} : { received: cut(received) }),
    frames: frames.slice(0, keptEvidence).map((frame) => ({ ...frame, text: cut(frame.text) })),
  };
}

export function notApplicable(reason: string): Verdict {
  return { outcome: "not-applicable", reason };
}

export function couldNotTell(reason: string): Verdict {
  return { outcome: "could-not-tell", reason };
}

/** Thrown where a rule cannot be tried because something else is amiss, which another audit is there to tell. */
export class CouldNotTell extends Error {
  override readonly name = "CouldNotTell";
}

function cut(text: string): string {
  if (text.length <= keptEvidenceCharacters) return text;
  return `${text.slice(0, keptEvidenceCharacters)}… (${text.length} characters)`;
}

/** Everything that can go wrong unnoticed on the real platform: a stable code, how bad it is, and what to do. */

/**
 * `error`: the caller hears that something is broken, or the call ends. `warning`: something that the server sent was
 * lost or sounds wrong. `info`: normal, but worth knowing.
 */
export type FindingLevel = "error" | "warning" | "info";

export interface FindingKind {
  readonly level: FindingLevel;
  /** What the platform's documentation advises. */
  readonly advice: string;
}

export type FindingCode =
  | "never-opened"
  | "closed-hangup"
  | "closed-without-code"
  | "closed-with-error"
  | "connection-broken"
  | "keep-alive-lost"
  | "keep-alive-late"
  | "keep-alive-unasked"
  | "binary-frame"
  | "bad-json"
  | "not-an-object"
  | "unknown-type"
  | "bad-event"
  | "config-late"
  | "no-begin-message"
  | "before-begin"
  | "greeted-again"
  | "stale-response"
  | "crossed-response"
  | "cancelled-response"
  | "unasked-response"
  | "after-complete"
  | "unanswered-request"
  | "unclosed-response"
  | "dead-air"
  | "silent-response"
  | "overlong-response"
  | "markdown-spoken"
  | "stop-word-spoken"
  | "run-together"
  | "several-actions"
  | "bad-digits"
  | "transfer-on-web-call"
  | "action-discarded"
  | "tool-arguments-no-json"
  | "tool-result-unknown"
  | "too-many-tool-events"
  | "metadata-on-phone-call";

/** The table of findings. Codes are never reused. */
export const findingKinds: Readonly<Record<FindingCode, FindingKind>> = {
  // The connection
  "never-opened": {
    level: "error",
    advice:
      "Check the URL, the port, the scheme (wss needs TLS) and the allowlist. The call id is appended to the path.",
  },
  "closed-hangup": {
    level: "warning",
    advice:
      "A close with 1000 hangs the call up without a word. To end a call send end_call; never use 1000 for a fault.",
  },
  "closed-without-code": {
    level: "error",
    advice: "A close without a code (seen as 1005) ends the call as an error. Always close with a code.",
  },
  "closed-with-error": {
    level: "error",
    advice: "Any close but 1000 and 1006 ends the call as an error. Survive what can be survived instead of closing.",
  },
  "connection-broken": {
    level: "warning",
    advice:
      "The connection broke (1006). The platform dials again up to four times; find out what crashed or timed out.",
  },
  "keep-alive-lost": {
    level: "error",
    advice:
      "No keep-alive came for 5 s. Answer ping_pong before any other work; never wait for a model in the message loop.",
  },
  "keep-alive-late": {
    level: "warning",
    advice:
      "A keep-alive took longer than 2 s; after 5 s the connection is given up. Answer ping_pong before any other work.",
  },
  "keep-alive-unasked": {
    level: "info",
    advice:
      "Keep-alives count only after config asked for auto_reconnect on this socket. Send config first on each socket.",
  },
  // Single messages
  "binary-frame": {
    level: "error",
    advice: "Send text messages. The platform closes with 1007 on a binary one and ends the call as corrupt payload.",
  },
  "bad-json": { level: "warning", advice: "The message was lost. Send exactly one JSON object in each text message." },
  "not-an-object": { level: "warning", advice: "The message was lost. Send a JSON object with a response_type." },
  "unknown-type": { level: "warning", advice: "The message was lost. Check the spelling of response_type." },
  "bad-event": {
    level: "warning",
    advice: 'The message was lost without a word. Types are checked strictly: integers for ids, true and not "true".',
  },
  "config-late": { level: "warning", advice: "Send config before anything else, on every socket." },
  // Ids
  "no-begin-message": {
    level: "error",
    advice: "Send a response with response_id 0 when the call opens; empty content lets the caller speak first.",
  },
  "before-begin": { level: "warning", advice: "Nothing is spoken before the begin message: send id 0 first." },
  "greeted-again": {
    level: "warning",
    advice: "A later socket is the same call. Answer the transcript's next request, or send id 0 with empty content.",
  },
  "stale-response": {
    level: "warning",
    advice:
      "Only the newest response_id is spoken. Stop a turn when a newer request arrives, and check before each send.",
  },
  "crossed-response": {
    level: "info",
    advice:
      "It crossed a newer request on its way, which is normal: the platform asks early and drops what it no longer needs.",
  },
  "cancelled-response": { level: "info", advice: "An agent_interrupt cancels the response in flight." },
  "unasked-response": { level: "error", advice: "Nobody asked for this id. Echo the response_id of the request." },
  "after-complete": {
    level: "warning",
    advice: "Nothing is spoken after content_complete. Set it true on the last message of a response, and only there.",
  },
  // Turns
  "unanswered-request": {
    level: "error",
    advice: "The caller heard nothing. Answer every newest request, if only with empty content and content_complete.",
  },
  "unclosed-response": {
    level: "error",
    advice:
      "The turn hung: no reminder and no request until the caller speaks. Always finish with content_complete true.",
  },
  "dead-air": {
    level: "warning",
    advice: "The caller waited in silence. Say a holding line first, and go on under the same id.",
  },
  "silent-response": { level: "info", advice: "Empty content says nothing. That is legal, when it is meant." },
  "overlong-response": { level: "warning", advice: "The rest of the response was left out. Speak in a few sentences." },
  // Speech
  "markdown-spoken": {
    level: "warning",
    advice: "Markup is read aloud or garbled. Tell the model to write plain spoken sentences: no lists, bold or emoji.",
  },
  "stop-word-spoken": {
    level: "warning",
    advice:
      "NO_RESPONSE_NEEDED is a word of the platform's own models. Send empty content with content_complete instead.",
  },
  "run-together": { level: "info", advice: "Parts are joined as they are. End a sentence that goes on with a space." },
  // Actions
  "several-actions": {
    level: "warning",
    advice: "At most one action runs for one response: end_call, then transfer_number, then digit_to_press.",
  },
  "bad-digits": { level: "warning", advice: "digit_to_press holds only 0-9, * and #." },
  "transfer-on-web-call": { level: "warning", advice: "Only phone calls can be transferred; a web call goes on." },
  "action-discarded": {
    level: "info",
    advice:
      "The caller interrupted before the end. Send no_interruption_allowed with a closing line that must be heard.",
  },
  // Bookkeeping
  "tool-arguments-no-json": { level: "warning", advice: "arguments is a JSON object, as a string." },
  "tool-result-unknown": { level: "warning", advice: "Send tool_call_invocation first, with the same tool_call_id." },
  "too-many-tool-events": { level: "warning", advice: "Further tool events of this call are not kept." },
  "metadata-on-phone-call": {
    level: "info",
    advice: "metadata goes to the browser of a web call; here nobody gets it.",
  },
};

/** Logs what is said in calls, masked. Private by nature: only for an operator who asks for it. */
import { decodePlatformFrame, decodeServerFrame, type ResponseEvent } from "../protocol/index.ts";
import type { SessionObserver } from "../session/index.ts";
import type { Log } from "./log.ts";
import { redactText } from "./redact.ts";

/** Longer speech is cut: a log line is no place for a book. */
const maxCharacters = 2_000;

/** What the caller said when the platform asks for an answer, and what was answered. */
export function createConversationLog(log: Log): SessionObserver {
  /** What was sent so far of the answer that is under way, by call. */
  const answers = new Map<string, string>();

  const say = (callId: string, event: ResponseEvent): void => {
    const text = `${answers.get(callId) ?? ""}${event.content}`.slice(0, maxCharacters);
    if (!event.content_complete) {
      answers.set(callId, text);
      return;
    }
    answers.delete(callId);
    if (text !== "") log.info("agent said", { callId, responseId: event.response_id, text: redactText(text) });
  };

  return {
    onReceived(callId, bytes) {
      const frame = decodePlatformFrame(bytes);
      if (frame.type !== "response_required" && frame.type !== "reminder_required") return;
      // An answer that was under way is withdrawn by this request.
      answers.delete(callId);
      if (frame.type === "reminder_required") return;
      const heard = frame.body.read().transcript.findLast((utterance) => utterance.role === "user");
      const text = redactText((heard?.content ?? "").slice(-maxCharacters));
      log.info("caller said", { callId, responseId: frame.responseId, text });
    },
    onSent(callId, text) {
      const frame = decodeServerFrame(text);
      if (frame.type !== "event") return;
      const { event } = frame;
      if (frame.responseType === "response") say(callId, event as ResponseEvent);
      else if (event.response_type === "agent_interrupt") {
        log.info("agent interrupted", { callId, text: redactText(event.content.slice(0, maxCharacters)) });
      }
    },
    onEvent(callId, event) {
      if (event.type === "call-ended") answers.delete(callId);
    },
  };
}

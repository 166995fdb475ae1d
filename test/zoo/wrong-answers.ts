/** Servers that answer wrongly: not at all, not to the end, too late, too often, or to another question. */
import { type Exhibit, guideSteps, response, send } from "./bare-server.ts";

const open = { content_complete: false };

export const wrongAnswers: Readonly<Record<string, Exhibit>> = {
  "never completes": {
    steps: { onRequest: (socket, id) => send(socket, response(id, "We are open from nine to five.", open)) },
    findings: ["unclosed-response"],
  },
  "does not answer": {
    steps: { onRequest: () => undefined },
    findings: ["unanswered-request"],
  },
  "lets the caller wait without a word": {
    steps: { onRequest: (socket, id) => void setTimeout(guideSteps.onRequest, 2_000, socket, id) },
    findings: ["dead-air"],
  },
  "has nothing to say": {
    steps: { onRequest: (socket, id) => send(socket, response(id, "")) },
    findings: ["silent-response"],
  },
  "goes on after completion": {
    steps: {
      onRequest(socket, id) {
        guideSteps.onRequest(socket, id);
        send(socket, response(id, "And on Sundays too."));
      },
    },
    findings: ["after-complete"],
  },
  "answers under an id that nobody asked for": {
    steps: { onRequest: (socket, id) => guideSteps.onRequest(socket, id + 1) },
    findings: ["unasked-response", "unanswered-request"],
  },
  "finishes an old answer before it takes up the new one": {
    steps: {
      onRequest(socket, id) {
        if (id === 1) guideSteps.onRequest(socket, id);
        else setTimeout(finishOldAnswer, 1_000, socket, id);
      },
    },
    findings: ["stale-response"],
  },
  "answers every request under the first id": {
    steps: { onRequest: (socket) => guideSteps.onRequest(socket, 1) },
    findings: ["stale-response", "unanswered-request"],
  },
  "writes true as a text": {
    steps: { onRequest: (socket, id) => send(socket, response(id, "Yes.", { content_complete: "true" })) },
    findings: ["bad-event", "unanswered-request"],
  },
  "writes the id as a text": {
    steps: { onRequest: (socket, id) => send(socket, { ...response(id, "Yes."), response_id: String(id) }) },
    findings: ["bad-event", "unanswered-request"],
  },
  "answers what only keeps it informed": {
    steps: { onUpdate: (socket) => send(socket, { content: "I see.", content_complete: true }) },
    findings: ["bad-event"],
  },
  "sends two objects in one message": {
    steps: {
      onRequest: (socket, id) =>
        socket.send(`${JSON.stringify(response(id, "Yes. ", open))}\n${JSON.stringify(response(id, "No."))}`),
    },
    findings: ["bad-json", "unanswered-request"],
  },
  "wraps its answers in a list": {
    steps: { onRequest: (socket, id) => send(socket, [response(id, "Yes.")]) },
    findings: ["not-an-object", "unanswered-request"],
  },
  "misspells the type": {
    steps: { onRequest: (socket, id) => send(socket, { response_type: "respons", ...response(id, "Yes.") }) },
    findings: ["unknown-type", "unanswered-request"],
  },
};

function finishOldAnswer(...[socket, id]: Parameters<typeof guideSteps.onRequest>): void {
  send(socket, response(id - 1, "As I said, we are open."));
  guideSteps.onRequest(socket, id);
}

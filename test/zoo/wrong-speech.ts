/** Servers whose words would sound wrong, or whose actions cannot be done. */
import { type Exhibit, guideSteps, response, send } from "./bare-server.ts";

const says = (content: string, fields: object = {}): Exhibit["steps"] => ({
  onRequest: (socket, id) => send(socket, response(id, content, fields)),
});

export const wrongSpeech: Readonly<Record<string, Exhibit>> = {
  "speaks markdown": {
    steps: says("We are open:\n- **Monday** to Friday, nine to five\n- Saturday, ten to two"),
    findings: ["markdown-spoken"],
  },
  "streams markdown word by word": {
    steps: {
      onRequest(socket, id) {
        for (const token of ["We ", "open ", "at ", "**", "nine", " o'clock", "**", "."]) {
          send(socket, response(id, token, { content_complete: false }));
        }
        send(socket, response(id, ""));
      },
    },
    findings: ["markdown-spoken"],
  },
  "speaks emoji": {
    steps: says("We are open from nine to five. 😊"),
    findings: ["markdown-spoken"],
  },
  "speaks the stop word of another system": {
    steps: says("NO_RESPONSE_NEEDED"),
    findings: ["stop-word-spoken"],
  },
  "streams the stop word of another system": {
    steps: {
      onRequest(socket, id) {
        send(socket, response(id, "NO_RESPONSE", { content_complete: false }));
        send(socket, response(id, "_NEEDED"));
      },
    },
    findings: ["stop-word-spoken"],
  },
  "runs its parts together": {
    steps: {
      onRequest(socket, id) {
        send(socket, response(id, "Let me see.", { content_complete: false }));
        guideSteps.onRequest(socket, id);
      },
    },
    findings: ["run-together"],
  },
  "wants two things done at once": {
    steps: says("Goodbye.", { end_call: true, digit_to_press: "1" }),
    findings: ["several-actions"],
    reason: "agent_hangup",
  },
  "transfers a web call": {
    steps: says("One moment.", { transfer_number: "+15550100003" }),
    findings: ["transfer-on-web-call"],
  },
  "presses keys that no telephone has": {
    steps: says("One moment.", { digit_to_press: "1A" }),
    findings: ["bad-digits"],
  },
  "reports a tool's result without its call": {
    steps: {
      onRequest(socket, id) {
        send(socket, { response_type: "tool_call_result", tool_call_id: "hours_1", content: "nine to five" });
        guideSteps.onRequest(socket, id);
      },
    },
    findings: ["tool-result-unknown"],
  },
  "reports a tool's arguments as prose": {
    steps: {
      onRequest(socket, id) {
        const call = { tool_call_id: "hours_1", name: "hours", arguments: "today" };
        send(socket, { response_type: "tool_call_invocation", ...call });
        guideSteps.onRequest(socket, id);
      },
    },
    findings: ["tool-arguments-no-json"],
  },
};

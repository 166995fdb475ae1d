/** Servers that handle the connection wrongly: its beginning, its keep-alives, its end. */
import { hangUp, pause, scriptedCaller, waitForAgent } from "../../src/platform/index.ts";
import { type Exhibit, guideSteps, response, send } from "./bare-server.ts";

const config = { response_type: "config", config: { auto_reconnect: true } };
/** Keep-alives come every two seconds, and a connection is given up after five without an answer. */
const stays = (ms: number) => () => scriptedCaller([waitForAgent(), pause(ms), hangUp()]);
const pong = (timestamp: number): object => ({ response_type: "ping_pong", timestamp });

function asksForKeepAlives(...[socket, index]: Parameters<typeof guideSteps.onOpen>): void {
  send(socket, config);
  guideSteps.onOpen(socket, index);
}

export const wrongConnections: Readonly<Record<string, Exhibit>> = {
  "turns the platform away": {
    steps: {},
    accepts: false,
    findings: ["never-opened"],
    reason: "error_llm_websocket_open",
  },
  "does not greet": {
    steps: { onOpen: () => undefined },
    findings: ["no-begin-message"],
  },
  "greets again after a reconnection": {
    steps: {},
    findings: ["connection-broken", "greeted-again"],
    onEvent: (event, call) => event.type === "agent-stopped" && event.turnId === 1 && call.drop(),
  },
  "asks for keep-alives after it has greeted": {
    steps: {
      onOpen(socket, index) {
        guideSteps.onOpen(socket, index);
        send(socket, config);
      },
      onPing: (socket, timestamp) => send(socket, pong(timestamp)),
    },
    findings: ["config-late"],
  },
  "sends keep-alives without asking for them": {
    steps: {
      onOpen(socket, index) {
        guideSteps.onOpen(socket, index);
        send(socket, pong(1));
      },
    },
    findings: ["keep-alive-unasked"],
  },
  "answers keep-alives late": {
    steps: {
      onOpen: asksForKeepAlives,
      onPing: (socket, timestamp) => void setTimeout(send, 3_000, socket, pong(timestamp)),
    },
    findings: ["keep-alive-late"],
    caller: stays(4_000),
  },
  "does not answer keep-alives": {
    steps: { onOpen: (socket, index) => (index === 0 ? asksForKeepAlives(socket, index) : send(socket, config)) },
    findings: ["keep-alive-lost"],
    caller: stays(6_500),
  },
  "sends binary messages": {
    steps: { onRequest: (socket, id) => socket.send(Buffer.from(JSON.stringify(response(id, "Yes.")))) },
    findings: ["binary-frame"],
    reason: "error_llm_websocket_corrupt_payload",
  },
  "closes with 1000 for a fault": {
    steps: { onRequest: (socket) => socket.close(1000) },
    findings: ["closed-hangup"],
    reason: "agent_hangup",
  },
  "closes without a code": {
    steps: { onRequest: (socket) => socket.close() },
    findings: ["closed-without-code"],
    reason: "error_llm_websocket_open",
  },
  "closes with an error": {
    steps: { onRequest: (socket) => socket.close(1011, "model failed") },
    findings: ["closed-with-error"],
    reason: "error_llm_websocket_runtime",
  },
  "crashes at every request": {
    steps: {
      onOpen: (socket, index) => send(socket, response(0, index === 0 ? "How may I help you?" : "")),
      onRequest: (socket) => socket.terminate(),
    },
    findings: ["connection-broken"],
    reason: "error_llm_websocket_runtime",
  },
};

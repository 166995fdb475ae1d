/** The server in the picture of a check: it sends its config after the greeting, and speaks Markdown. */
import { WebSocketServer } from "ws";

const answer = ["We have **three** rooms. ", "Two of them look out on the sea. ", "Shall I book one for you?"];
const pauseMs = 40;

const server = new WebSocketServer({ port: 0, host: "127.0.0.1" }, () => {
  console.log(`ws://127.0.0.1:${server.address().port}/llm-websocket`);
});

server.on("connection", (socket) => {
  const send = (event) => socket.send(JSON.stringify(event));
  const respond = (id, content, isLast = true) =>
    send({ response_type: "response", response_id: id, content, content_complete: isLast });
  // A close follows.
  socket.on("error", () => undefined);
  socket.on("message", (data) => {
    const event = parse(data);
    if (event?.interaction_type === "ping_pong") send({ response_type: "ping_pong", timestamp: event.timestamp });
    if (event?.interaction_type === "reminder_required") respond(event.response_id, "Are you still there?");
    if (event?.interaction_type !== "response_required") return;
    answer.forEach((part, index) => {
      setTimeout(() => respond(event.response_id, part, index === answer.length - 1), pauseMs * (index + 1));
    });
  });
  respond(0, "Harbour Hotel, good evening.");
  send({ response_type: "config", config: { auto_reconnect: true, call_details: false } });
});

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

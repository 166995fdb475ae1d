/** The measure of all things here: `ws`, `JSON.parse` and a switch, with nothing around them. */
import { WebSocketServer } from "ws";
import { reportTo } from "./control.mjs";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1" }, () => reportTo(server.address().port));

server.on("connection", (socket) => {
  socket.on("error", () => {});
  say(socket, 0, "How may I help you?");
  socket.on("message", (data) => {
    const event = JSON.parse(data.toString());
    switch (event.interaction_type) {
      case "ping_pong":
        socket.send(JSON.stringify({ response_type: "ping_pong", timestamp: event.timestamp }));
        break;
      case "response_required":
      case "reminder_required":
        say(socket, event.response_id, "I am sorry, can you say that again?");
        break;
    }
  });
});

/**
 * @param {import("ws").WebSocket} socket
 * @param {number} responseId
 * @param {string} content
 */
function say(socket, responseId, content) {
  socket.send(
    JSON.stringify({
      response_type: "response",
      response_id: responseId,
      content,
      content_complete: true,
      end_call: false,
    }),
  );
}

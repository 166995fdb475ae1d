/** The server that the platform's guide builds in its first two steps, with nothing of ours. */
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { WebSocket } from "ws";

const require = createRequire(import.meta.url);

/** What the guide's types say of a request. */
interface GuideRequest {
  readonly response_id?: number;
  readonly transcript: readonly { readonly role: "agent" | "user"; readonly content: string }[];
  readonly interaction_type: "update_only" | "response_required" | "reminder_required";
}

/** Step 2 of the guide: a response system that says the same to everything. */
class DummyResponses {
  beginMessage(socket: WebSocket): void {
    this.#send(socket, 0, "How may I help you?");
  }

  draftResponse(request: GuideRequest, socket: WebSocket): void {
    if (request.interaction_type === "update_only") return;
    this.#send(socket, request.response_id, "I am sorry, can you say that again?");
  }

  #send(socket: WebSocket, responseId: number | undefined, content: string): void {
    socket.send(JSON.stringify({ response_id: responseId, content, content_complete: true, end_call: false }));
  }
}

/** Step 1 of the guide, with step 2 put in: Express, express-ws and one route; nothing of Repartee. */
export function createGuideServer(): Server {
  const app = require("express")();
  // express-ws adds to the application what listens; given a server, it adds to that.
  const server: Server = require("node:http").createServer(app);
  require("express-ws")(app, server);
  app.get("/", (_request: unknown, response: { send(text: string): void }) => response.send("Hello World!"));
  app.ws("/llm-websocket/:call_id", (socket: WebSocket) => {
    const responses = new DummyResponses();
    socket.on("error", () => undefined);
    responses.beginMessage(socket);
    socket.on("message", (data) => {
      try {
        responses.draftResponse(JSON.parse(String(data)), socket);
      } catch {
        socket.close(1002, "Cannot parse incoming message.");
      }
    });
  });
  return server;
}

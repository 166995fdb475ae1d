/**
 * The server that the guide's steps lead to, on Express 5 and express-ws, corrected only as far as it takes to run.
 * It answers a keep-alive as if it were a request, because the guide has no keep-alives.
 */
import Module from "node:module";
import { reportTo } from "./control.mjs";

// express-ws brings a ws of its own, too old to know WS_NO_BUFFER_UTIL; hiding the package has the same effect.
if (process.env.WS_NO_BUFFER_UTIL) {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) => {
    if (request === "bufferutil") throw new Error("hidden for this benchmark");
    return resolve(request, ...rest);
  };
}
const { default: express } = await import("express");
const { default: expressWs } = await import("express-ws");

const app = express();
expressWs(app);

app.get("/", (_request, response) => {
  response.send("Hello World!");
});

app.ws("/llm-websocket/:call_id", async (ws, _request) => {
  ws.on("error", () => {});
  beginMessage(ws);
  ws.on("message", async (data, isBinary) => {
    if (isBinary) ws.close(1002, "Cannot find corresponding Retell LLM.");
    try {
      await draftResponse(JSON.parse(data.toString()), ws);
    } catch {
      ws.close(1002, "Cannot parse incoming message.");
    }
  });
});

const server = app.listen(0, "127.0.0.1", () => reportTo(server.address().port));

/** @param {import("ws").WebSocket} ws */
function beginMessage(ws) {
  ws.send(JSON.stringify({ response_id: 0, content: "How may I help you?", content_complete: true, end_call: false }));
}

/**
 * @param {{ interaction_type: string, response_id?: number }} request
 * @param {import("ws").WebSocket} ws
 */
async function draftResponse(request, ws) {
  if (request.interaction_type === "update_only") return;
  ws.send(
    JSON.stringify({
      response_id: request.response_id,
      content: "I am sorry, can you say that again?",
      content_complete: true,
      end_call: false,
    }),
  );
}

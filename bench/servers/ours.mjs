/** This project's server, as it would run in production: limits, validation, a log and counted events. */
import { createServer, defineAgent } from "repartee";
import { reportTo } from "./control.mjs";

/** The guide's dummy, except that it reads the transcript, as every agent worth its name does. */
const agent = defineAgent({
  greeting: "How may I help you?",
  respond(turn) {
    return turn.lastUserText === "unheard of" ? undefined : "I am sorry, can you say that again?";
  },
});

/** Counts what a metrics endpoint would show. */
const counts = new Map();
const observer = {
  onEvent: (_callId, event) => {
    counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
  },
  onSent: (_callId, text) => {
    counts.set("bytes-sent", (counts.get("bytes-sent") ?? 0) + text.length);
  },
  onReceived: (_callId, bytes) => {
    counts.set("bytes-received", (counts.get("bytes-received") ?? 0) + bytes.length);
  },
};

/** Formats each line as the JSON log does, and then forgets it: where logs go is no matter of this server. */
let logged = 0;
const write = (level) => (message, fields) => {
  logged += JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }).length;
};
const log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };

const server = createServer({
  agent,
  port: 0,
  host: "127.0.0.1",
  allow: ["127.0.0.1"],
  maxCalls: 5_000,
  maxCallsPerAddress: 5_000,
  observer,
  log,
});
const { port } = await server.listen();
reportTo(port);

/** This project's server, as `repartee start` runs it: validation, limits, log and metrics on. */
import { createServer, defineAgent } from "repartee";
import { combineObservers, createLog, createMetrics, createSessionLog } from "repartee/observe";
import { reportTo } from "./control.mjs";

/** The guide's dummy, except that it reads the transcript, as every agent worth its name does. */
const agent = defineAgent({
  greeting: "How may I help you?",
  respond(turn) {
    return turn.lastUserText === "" ? "Hello?" : "I am sorry, can you say that again?";
  },
});

// Lines are made, and then go nowhere: how fast a disk or a terminal takes them is no matter of this server.
const log = createLog({ write: () => {} });

const server = createServer({
  agent,
  port: 0,
  host: "127.0.0.1",
  allow: ["127.0.0.1"],
  observer: combineObservers(createMetrics(), createSessionLog({ log })),
  log,
});
const { port } = await server.listen();
reportTo(port);

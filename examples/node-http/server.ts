/** Calls inside a plain Node server, which stops in good order: no new calls, and those that are up may finish. */
import { createServer as createHttpServer } from "node:http";
import { createServer } from "repartee";
import { mountNode } from "repartee/node";
import agent from "../quickstart/agent.ts";

const repartee = createServer({ agent, admitLoopback: true });
const server = mountNode(
  createHttpServer((request, response) => {
    response.statusCode = request.url === "/" ? 200 : 404;
    response.end(request.url === "/" ? "Hello World!" : "Not found");
  }),
  repartee,
);

server.listen(Number(process.env.PORT ?? 3000), () => {
  const address = server.address();
  if (typeof address === "object") console.log(`Calls come in at ws://localhost:${address?.port}/llm-websocket/`);
});

process.once("SIGTERM", async () => {
  await repartee.drain({ deadlineMs: 60_000 });
  server.close();
  server.closeAllConnections();
});

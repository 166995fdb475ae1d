/** Calls beside the routes of an Express app, such as the guide's own "Hello World!". */
import express from "express";
import { createServer } from "repartee";
import { mountExpress } from "repartee/express";
import agent from "../quickstart/agent.ts";

const app = express();

app.get("/", (_request, response) => {
  response.send("Hello World!");
});

const repartee = createServer({ agent, admitLoopback: true });
const server = mountExpress(app, repartee).listen(Number(process.env.PORT ?? 3000), () => {
  const address = server.address();
  if (typeof address === "object") console.log(`Calls come in at ws://localhost:${address?.port}/llm-websocket/`);
});

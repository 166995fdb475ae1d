/** Calls beside the routes of a Hono app that runs on Node. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createServer } from "repartee";
import { mountHono } from "repartee/hono";
import agent from "../quickstart/agent.ts";

const app = new Hono();

app.get("/", (context) => context.text("Hello World!"));

const repartee = createServer({ agent, admitLoopback: true });
const server = serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`Calls come in at ws://localhost:${port}/llm-websocket/`);
});
mountHono(server, repartee);

/** Calls beside the routes of a Fastify app. */
import fastify from "fastify";
import { createServer } from "repartee";
import { mountFastify } from "repartee/fastify";
import agent from "../quickstart/agent.ts";

const app = fastify();

app.get("/", () => "Hello World!");

const repartee = createServer({ agent, admitLoopback: true });
const url = await mountFastify(app, repartee).listen({ port: Number(process.env.PORT ?? 3000) });
console.log(`Calls come in at ${url.replace("http", "ws")}/llm-websocket/`);

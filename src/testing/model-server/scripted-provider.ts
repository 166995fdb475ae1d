/** Takes each request to its step of the script, and remembers what was not as the script has it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { withResolver } from "../../internal/index.ts";
import { chatCompletions } from "./chat-completions.ts";
import type { Dialect } from "./dialect.ts";
import { mismatch } from "./match-request.ts";
import { messages } from "./messages.ts";
import { type Play, playStep, refuse } from "./play-step.ts";
import { asObject, asText, type ModelServerRequest, type RequestEnd } from "./request.ts";
import { createResponses } from "./responses.ts";
import type { ModelServerScript, ModelServerStep } from "./script.ts";

export interface ModelServerOptions {
  readonly script: ModelServerScript;
  /** What `/v1/models` lists; every other name is refused with 404. @default any name is taken, and none listed */
  readonly models?: readonly string[];
}

/** Far more than any call's history. */
const longestBodyBytes = 16_000_000;

export class ScriptedProvider {
  readonly requests: ModelServerRequest[] = [];
  /** Whether an assertion has failed already. */
  hasComplained = false;
  readonly #options: ModelServerOptions;
  readonly #dialects: readonly Dialect[] = [chatCompletions, createResponses(), messages];
  readonly #faults: string[] = [];
  readonly #waiting = new Set<() => void>();
  #nextStep = 0;

  constructor(options: ModelServerOptions) {
    this.#options = options;
  }

  request(index: number): Promise<ModelServerRequest> {
    return new Promise((resolve) => {
      const look = (): void => {
        const request = this.requests[index];
        if (request === undefined) return;
        this.#waiting.delete(look);
        resolve(request);
      };
      this.#waiting.add(look);
      look();
    });
  }

  assertUsedUp(): void {
    const { script } = this.#options;
    const left = typeof script === "function" ? 0 : script.length - this.#nextStep;
    const faults = left <= 0 ? this.#faults : [...this.#faults, describeLeft(this.#nextStep, left)];
    if (faults.length === 0) return;
    this.hasComplained = true;
    throw new Error(`the model server's script was not kept to: ${faults.join("; ")}`);
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on("error", () => undefined);
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "GET" && pathname === "/v1/models") return this.#listModels(response);
    const dialect = this.#dialects.find(({ path }) => path === pathname);
    if (request.method !== "POST" || dialect === undefined) {
      this.#faults.push(`a request came for ${request.method} ${pathname}, which this server does not know`);
      response.writeHead(404, { "content-type": "application/json" }).end('{"error":{"message":"Not found."}}');
      return;
    }
    const body = await readBody(request);
    if (body !== undefined) await this.#answer(dialect, body, request, response);
  }

  async #answer(
    dialect: Dialect,
    body: Readonly<Record<string, unknown>>,
    { headers }: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const model = asText(body.model);
    const isStreaming = body.stream === true;
    const play: Play = {
      dialect,
      request: { body, isStreaming, model },
      response,
      id: String(this.requests.length + 1),
    };
    const { promise, resolve } = withResolver<RequestEnd>();
    response.once("close", () => resolve("abandoned"));
    try {
      const apiKey = headers.authorization?.replace(/^Bearer\s+/i, "") ?? headers["x-api-key"]?.toString();
      const read = { ...dialect.read(body), api: dialect.api, model, isStreaming, apiKey, body, ended: promise };
      this.requests.push(read);
      for (const look of [...this.#waiting]) look();
      resolve(await this.#playNext(read, play));
    } catch (error) {
      resolve(refuse({ status: 404, message: (error as Error).message }, play));
    }
  }

  async #playNext(request: ModelServerRequest, play: Play): Promise<RequestEnd> {
    const { script, models } = this.#options;
    if (models !== undefined && !models.includes(request.model)) {
      return refuse({ status: 404, message: `The model '${request.model}' does not exist.` }, play);
    }
    const index = this.#nextStep;
    let step: ModelServerStep | undefined;
    try {
      step = typeof script === "function" ? script(request, index) : script[index];
    } catch (error) {
      return this.#complain(`the script threw for request ${index + 1}: ${String(error)}`, play);
    }
    if (step === undefined) return this.#complain(`request ${index + 1} came, but the script has no step for it`, play);
    this.#nextStep += 1;
    const breach = play.dialect.breach?.(request.body);
    if (breach !== undefined) {
      this.#faults.push(`request ${index + 1} is one that the provider refuses: ${breach}`);
      return refuse({ status: 400, message: breach }, play);
    }
    const fault = step.expect === undefined ? undefined : mismatch(request, step.expect);
    if (fault !== undefined) return this.#complain(`in request ${index + 1}, ${fault}`, play);
    return playStep(step, play);
  }

  #complain(fault: string, play: Play): RequestEnd {
    this.#faults.push(fault);
    return refuse({ status: 400, message: `Model server: ${fault}.` }, play);
  }

  #listModels(response: ServerResponse): void {
    const data = (this.#options.models ?? []).map((id) => ({ id, object: "model", type: "model" }));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ object: "list", data, has_more: false }));
  }
}

function describeLeft(used: number, left: number): string {
  return `${left} of its ${used + left} steps ${left === 1 ? "was" : "were"} not asked for, from step ${used + 1} on`;
}

/** Undefined when the client left before its end. What is no JSON is an empty object, and so lacks everything. */
async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>> | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > longestBodyBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  try {
    return asObject(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch {
    return {};
  }
}

/** Plays one step of the script on one HTTP response: with its pauses, its stall, or its end before the end. */
import type { ServerResponse } from "node:http";
import { realClock } from "../../internal/index.ts";
import type { Answer, Dialect, StreamFrame } from "./dialect.ts";
import type { ModelServerRequest, RequestEnd } from "./request.ts";
import type { AnswerStep, GarbageStep, ModelServerStep, StatusStep } from "./script.ts";

export interface Play {
  readonly dialect: Dialect;
  readonly request: Pick<ModelServerRequest, "body" | "isStreaming" | "model">;
  readonly response: ServerResponse;
  /** Unique for each request of the server. */
  readonly id: string;
}

const charactersPerToken = 4;

/** @returns how it ended on our side; what a client does meanwhile is seen by the connection. */
export async function playStep(step: ModelServerStep, play: Play): Promise<RequestEnd> {
  if ("status" in step) return refuse(step, play);
  if ("garbage" in step) return sendGarbage(step, play);
  const answer = toAnswer(step, play);
  const end = play.request.isStreaming ? await stream(step, answer, play) : await sendWhole(step, answer, play);
  if (end === "answered") play.dialect.remember?.(answer);
  return end;
}

/** A refusal that is no part of the script has the same shape. */
export function refuse({ status, message, retryAfterS }: StatusStep, { dialect, response }: Play): "refused" {
  const retryAfter = retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) };
  response.writeHead(status, { "content-type": "application/json", ...retryAfter });
  response.end(JSON.stringify(dialect.refusal(status, message ?? `The model server was told to answer ${status}.`)));
  return "refused";
}

function sendGarbage({ garbage }: GarbageStep, { request, response }: Play): "answered" {
  beginAnswer(request.isStreaming, response);
  response.end(request.isStreaming ? `data: ${garbage}\n\n` : garbage);
  return "answered";
}

async function stream(step: AnswerStep, answer: Answer, { dialect, request, response }: Play): Promise<RequestEnd> {
  beginAnswer(true, response);
  response.flushHeaders();
  let pieces = 0;
  for (const frame of dialect.stream(answer, request.body)) {
    if (pieces === step.cutAfter) return cut(response);
    if (pieces === step.stallAfter) return stall(response);
    if (frame.isPiece === true) {
      const pauseMs =
        pieces === 0 ? (step.firstTokenMs ?? 0) : 1_000 / (step.tokensPerSecond ?? Number.POSITIVE_INFINITY);
      await pause(pauseMs, response);
      pieces += 1;
    }
    if (response.destroyed) return "abandoned";
    response.write(toText(frame));
  }
  response.end();
  return "answered";
}

async function sendWhole(step: AnswerStep, answer: Answer, { dialect, response }: Play): Promise<RequestEnd> {
  if (step.stallAfter !== undefined) return stall(response);
  await pause(step.firstTokenMs ?? 0, response);
  if (response.destroyed) return "abandoned";
  beginAnswer(false, response);
  const text = JSON.stringify(dialect.whole(answer));
  if (step.cutAfter === undefined) {
    response.end(text);
    return "answered";
  }
  response.write(text.slice(0, text.length / 2));
  return cut(response);
}

function beginAnswer(isStreaming: boolean, response: ServerResponse): void {
  response.writeHead(200, { "content-type": isStreaming ? "text/event-stream" : "application/json" });
}

/** What was written before still arrives. */
function cut(response: ServerResponse): Promise<"cut"> {
  return new Promise((resolve) => {
    response.write("\n", () => {
      resolve("cut");
      // Not before whoever waits for this knows that it was us.
      realClock.defer(() => response.socket?.destroy());
    });
  });
}

/** Only the client ends this, or the end of the server. */
function stall(response: ServerResponse): Promise<"abandoned"> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve("abandoned");
    else response.once("close", () => resolve("abandoned"));
  });
}

/** Over at once when the client leaves. */
function pause(ms: number, response: ServerResponse): Promise<void> {
  if (!(ms > 0) || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      realClock.clearTimeout(timer);
      response.off("close", end);
      resolve();
    };
    const timer = realClock.setTimeout(end, ms);
    response.once("close", end);
  });
}

function toText({ event, data }: StreamFrame): string {
  const name = event === undefined ? "" : `event: ${event}\n`;
  return `${name}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
}

function toAnswer(step: AnswerStep, { request, id }: Play): Answer {
  const reasoning = toPieces(step.reasoning ?? "");
  const text = toPieces(step.text ?? "");
  const toolCalls = (step.toolCalls ?? []).map((call, index) => ({
    id: call.id ?? `call_${id}_${index + 1}`,
    name: call.name,
    input: JSON.stringify(call.input) ?? "{}",
    signature: call.signature,
  }));
  const usage = step.usage ?? {
    inputTokens: Math.ceil(JSON.stringify(request.body).length / charactersPerToken),
    outputTokens: reasoning.length + text.length + 2 * toolCalls.length,
  };
  return {
    ...{ id, model: request.model, createdAtMs: realClock.now(), reasoning, text, toolCalls },
    usage: { cachedInputTokens: 0, ...usage },
  };
}

function toPieces(text: string | readonly string[]): readonly string[] {
  return typeof text === "string" ? (text.match(/\S+\s*|\s+/g) ?? []) : text;
}

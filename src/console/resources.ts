/** Everything that the page fetches: the page itself, its files, and calls and checks as files. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { reporters } from "../check/index.ts";
import { findingKinds } from "../platform/index.ts";
import { plainTextHeaders } from "../server/index.ts";
import type { CallList } from "./call-list.ts";
import type { CallRecord } from "./call-record.ts";
import type { Checks } from "./checks.ts";
import { toJsonLines, toViewerPage } from "./downloads.ts";
import { readPageFile } from "./page-files.ts";
import { commonHeaders, documentHeaders, downloadPolicy } from "./page-headers.ts";

export interface Resources {
  /** Answers and returns true; returns false, with the request untouched, when there is nothing of that name. */
  handle(path: string, request: IncomingMessage, response: ServerResponse): boolean;
}

export interface ResourcesOptions {
  /** Where the built page lies. */
  readonly folder: string;
  readonly version: string;
  readonly list: CallList;
  readonly checks: Checks;
}

const htmlHeaders = { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" };

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const howToBuild = "The page is not built yet: run `npm run build`, then load this again.";

export function createResources({ folder, version, list, checks }: ResourcesOptions): Resources {
  const page = (host: string | undefined): Answer => {
    const file = readPageFile(folder, "index.html");
    const headers = { ...htmlHeaders, ...documentHeaders(host) };
    return {
      status: 200,
      headers,
      body: file?.content ?? `<!doctype html><title>Repartee</title><p>${howToBuild}</p>\n`,
    };
  };

  const asJsonLines = (record: CallRecord): Answer =>
    download(`${fileName(record)}.jsonl`, "application/x-ndjson; charset=utf-8", toJsonLines(record.toRecording()));

  const asHtml = (record: CallRecord): Answer => {
    const template = readPageFile(folder, "viewer.html")?.content.toString("utf8");
    const { summary: call, history } = record;
    const { forgottenCount } = history;
    const data = { version, call, recording: record.toRecording(), forgottenCount, findingKinds };
    const html = template === undefined ? undefined : toViewerPage(template, data);
    if (html === undefined) return plain(503, howToBuild);
    return download(`${fileName(record)}.html`, htmlHeaders["content-type"], html);
  };

  const call = (id: string, type: string): Answer => {
    const record = list.get(id);
    if (record === undefined) return plain(404, "There is no such call any more: the oldest give way to new ones.");
    return type === "jsonl" ? asJsonLines(record) : asHtml(record);
  };

  const check = (id: string, type: "html" | "json"): Answer => {
    const report = checks.report(id);
    if (report === undefined) {
      return plain(404, "The report of this check is not kept any more: check the server again.");
    }
    const name = safeName(`check-${report.url.replace(/^\w+:\/\/|\?.*$/g, "")}`);
    const contentType = type === "html" ? htmlHeaders["content-type"] : "application/json; charset=utf-8";
    return download(`${name}.${type}`, contentType, reporters[type].render(report));
  };

  const find = (path: string, host: string | undefined): Answer | undefined => {
    if (path === "") return page(host);
    const [, id = "", type] = /^console\/calls\/([\w-]+)\.(jsonl|html)$/.exec(path) ?? [];
    if (type !== undefined) return call(id, type);
    const [, checkId = "", format] = /^console\/checks\/([\w-]+)\.(html|json)$/.exec(path) ?? [];
    if (format === "html" || format === "json") return check(checkId, format);
    // The two documents have addresses of their own, with their policies.
    const file = path.endsWith(".html") ? undefined : readPageFile(folder, path);
    return file === undefined ? undefined : { status: 200, headers: file.headers, body: file.content };
  };

  return {
    handle(path, request, response) {
      const answer = find(path, request.headers.host);
      if (answer === undefined) return false;
      const isRead = request.method === "GET" || request.method === "HEAD";
      // What another request would upload is never read, so its connection cannot go on.
      const refusal = plain(405, "Only GET and HEAD are answered.", { allow: "GET, HEAD", connection: "close" });
      const { status, headers, body } = isRead ? answer : refusal;
      response.writeHead(status, { ...commonHeaders, ...headers, "content-length": Buffer.byteLength(body) });
      response.end(request.method === "HEAD" ? undefined : body);
      return true;
    },
  };
}

function plain(status: number, line: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { ...plainTextHeaders, ...headers }, body: `${line}\n` };
}

function download(name: string, contentType: string, body: string): Answer {
  const headers = {
    ...downloadPolicy,
    "content-type": contentType,
    "content-disposition": `attachment; filename="${name}"`,
  };
  return { status: 200, headers, body };
}

/** Call ids are opaque. */
function fileName({ callId }: CallRecord): string {
  return safeName(callId) || "call";
}

/** Only what is safe in a header and on every disk stays. */
function safeName(text: string): string {
  return text.replace(/[^\w-]/g, "_").slice(0, 80);
}

/** Where a server seems to run, told by the headers of its answers. */

export interface Hosting {
  readonly name: string;
  /** Why a call may not last there. */
  readonly limit: string;
}

interface Sign extends Hosting {
  readonly isShown: (headers: Readonly<Record<string, string>>) => boolean;
}

const functions = "it runs functions that end after some seconds or minutes, and a call with them";

/**
 * Only what hosts set by themselves, and only hosts that cannot keep a connection as long as a call lasts. A content
 * network in front of a server, such as Cloudflare's, is none.
 */
const signs: readonly Sign[] = [
  { name: "Vercel", limit: functions, isShown: (headers) => "x-vercel-id" in headers || headers.server === "Vercel" },
  {
    name: "Netlify",
    limit: functions,
    isShown: (headers) => "x-nf-request-id" in headers || headers.server === "Netlify",
  },
  {
    name: "AWS Lambda",
    limit: functions,
    isShown: (headers) =>
      "x-amzn-remapped-connection" in headers || "x-amz-apigw-id" in headers || "apigw-requestid" in headers,
  },
  {
    name: "Cloudflare Workers",
    limit: "a Worker without a Durable Object can be stopped at any time, and a call with it",
    isShown: (headers) => "cf-worker" in headers || headers.server === "cloudflare-workers",
  },
  { name: "Deno Deploy", limit: functions, isShown: (headers) => (headers.server ?? "").startsWith("deno/") },
  {
    name: "Google Cloud Run or App Engine",
    limit: "it ends each request after a time limit, 5 minutes unless it is set higher, and a call with it",
    isShown: (headers) => headers.server === "Google Frontend",
  },
  {
    name: "Replit",
    limit: "a deployment that is not reserved is put to sleep after 5 minutes without a request",
    isShown: (headers) => "x-replit-user-id" in headers || "replit-cluster" in headers,
  },
];

/** @param headers by names in lower case. */
export function hostingOf(headers: Readonly<Record<string, string>>): Hosting | undefined {
  return signs.find(({ isShown }) => isShown(headers));
}

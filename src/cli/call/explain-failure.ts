/** Says in one line why a server could not be reached, and what to do about it. */
import type { ProbeOutcome } from "./probe.ts";

/**
 * @param url what was dialled, call id included.
 * @param message what the connection said; stands when the probe finds nothing wrong.
 */
export function explainFailure(url: string, outcome: ProbeOutcome, message: string): string {
  const { host, pathname, protocol } = new URL(url);
  const isTls = protocol === "wss:";
  switch (outcome.type) {
    case "opened":
      return message;
    case "failed":
      return explainCode(outcome.code, host, isTls);
    default: {
      const said = `the server answered HTTP ${outcome.status}${quote(outcome.body)}`;
      return `${said}. ${explainStatus(outcome, pathname.split("/").slice(1, -1))}`;
    }
  }
}

/** What connections fail with on the way, before anything was answered. */
function explainCode(code: string, host: string, isTls: boolean): string {
  switch (code) {
    case "ECONNREFUSED":
      return `nobody listens at ${host}. Start your server first; "npx repartee dev" runs the guide's dummy agent`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `there is no host ${host}, or no network. Check the name`;
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `${host} does not answer. Check the address, the port and any firewall between`;
    case "EPROTO":
    case "ERR_SSL_WRONG_VERSION_NUMBER":
      return `${host} does not speak TLS. Use ws:// instead of wss://`;
    case "ECONNRESET":
      return isTls
        ? `${host} broke off the TLS handshake. Use ws:// if it has no certificate`
        : `${host} hung up without an answer. Use wss:// if it expects TLS`;
    default:
      if (code.startsWith("HPE_")) return `what listens at ${host} is no HTTP server. Check the port`;
      if (/CERT|SIGN|SELF_SIGNED|ALTNAME/.test(code)) {
        return `the certificate of ${host} is not trusted (${code}); the platform would refuse it too. For a certificate authority of your own set NODE_EXTRA_CA_CERTS`;
      }
      return `no connection to ${host} (${code})`;
  }
}

/** @param base the segments of the path without the call id. */
function explainStatus({ status, body, location }: Answer, base: readonly string[]): string {
  if (status >= 300 && status < 400)
    return `It redirects${location === undefined ? "" : ` to ${location}`}: use that URL`;
  if ((status === 403 || status === 401) && /secret/i.test(body)) {
    return "Append it to the URL: …/llm-websocket/YOUR-SECRET/";
  }
  if (status === 403) {
    return 'It lets only some addresses in, such as the platform\'s 100.20.5.228, and yours is none of them. For a server of Repartee on this machine: "repartee dev", or "repartee start --allow 100.20.5.228,127.0.0.1"';
  }
  if (status === 401)
    return "It asks for a password, and the platform has none to give: use an address list or a secret path";
  if (status === 429 || status === 503) return "It takes no more calls now. Wait, or raise its limit";
  if (status >= 500) return "Its own log should say what broke";
  if (base.length === 0) return "The path is missing: try …/llm-websocket/";
  const last = base.at(-1) ?? "";
  if (base.length > 1 && (status === 400 || /^(?=.*\d)[\w-]{6,}$/.test(last))) {
    return `If "${last}" is a call id, leave it out: every call appends its own`;
  }
  return "It has no WebSocket at this path. Check the path: the call id is appended to it";
}

type Answer = Extract<ProbeOutcome, { type: "answered" }>;

/** The reason as the server put it, when that is a line and no page. */
function quote(body: string): string {
  const [line = ""] = body.trim().split("\n", 1);
  return line === "" || line.startsWith("<") || line.length > 200 ? "" : `: ${line.replace(/[.\s]+$/, "")}`;
}

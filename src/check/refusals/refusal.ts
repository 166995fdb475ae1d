/** Why a server answers a handshake with an ordinary HTTP status, as far as the answer tells. */
import type { HttpHead } from "../by-hand/http-head.ts";
import { withoutQueryValues } from "../report.ts";
import { hostingOf } from "./hosting.ts";

const reasons: Readonly<Record<number, string>> = {
  400: "a proxy in front has dropped the headers Upgrade and Connection, or the server speaks TLS and the URL does not",
  401: "it wants a password or a token, and the platform sends none; put a secret into the URL instead",
  403: "a firewall or a list of addresses turns this machine away, or the URL lacks its secret",
  404: "nothing is served under this path; a tunnel or a proxy may also answer so when nothing is behind it",
  405: "the path is there, but not for WebSocket connections",
  421: "this host does not serve that name",
  426: "a proxy in front has dropped the headers Upgrade and Connection, or the version of WebSocket is not 13",
  429: "it counts connections, and these were too many",
  500: "the server has failed while it handled the handshake; its log says why",
  501: "the server, or a proxy in front, does not know WebSocket connections",
  502: "a proxy answers, and reaches no server behind it",
  503: "a proxy answers, and no server behind it is ready",
  504: "a proxy answers, and the server behind it does not",
  530: "the tunnel or proxy in front reaches no server behind it",
};

export function refusalReason({ status, headers }: HttpHead): string {
  return `HTTP ${status} instead of 101: ${statusReason(status, headers)}${hostReason(headers)}`;
}

function statusReason(status: number, headers: Readonly<Record<string, string>>): string {
  if (status >= 300 && status < 400) {
    const to = headers.location === undefined ? "somewhere else" : withoutQueryValues(headers.location);
    return `it redirects to ${to}, and the platform follows no redirect; put the final address into the settings`;
  }
  if (status >= 200 && status < 300) {
    return "a web page is served under this path, or a proxy in front has dropped the headers Upgrade and Connection";
  }
  return (
    reasons[status] ?? (status >= 500 ? "the server, or a proxy in front, has failed" : "it refuses the handshake")
  );
}

function hostReason(headers: Readonly<Record<string, string>>): string {
  const hosting = hostingOf(headers);
  if (hosting !== undefined) return `. It seems to run on ${hosting.name}, where ${hosting.limit}`;
  const code = headers["ngrok-error-code"];
  return code === undefined ? "" : `. The tunnel itself says ${code}`;
}

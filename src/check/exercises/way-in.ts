/** The way to a call's connection, step by step, up to the first that does not succeed. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { TLSSocket } from "node:tls";
import { callUrl } from "../../platform/index.ts";
import { speaksHttp } from "../by-hand/http-probe.ts";
import { type Knock, knock } from "../by-hand/knock.ts";
import { connectSocket, type Endpoint, endpointOf } from "../by-hand/raw-socket.ts";
import { newCallId } from "../calls/call-ids.ts";
import type { CheckContext } from "../context.ts";
import { certificateProblem, daysLeft } from "../refusals/certificate-problem.ts";
import type { Stuck, WayInStep } from "../refusals/stuck.ts";
import { whyRefused } from "../refusals/why-refused.ts";

export interface WayIn {
  /** The steps that succeeded, with what was seen. */
  readonly passed: ReadonlyMap<WayInStep, string>;
  /** Why it went no further; undefined when the handshake was accepted. */
  readonly stuck: Stuck | undefined;
  /** The handshake of a call, when it came to that. */
  readonly knock: Knock | undefined;
}

export async function wayIn(context: CheckContext): Promise<WayIn> {
  const passed = new Map<WayInStep, string>();
  const endpoint = endpointOf(context.url);
  for (const step of [lookUpName, connectTcp, speakTls]) {
    const stuck = await step(context, endpoint, passed);
    if (stuck !== undefined) return { passed, stuck, knock: undefined };
  }
  const knocked = await knock(context, callUrl(context.url, newCallId()));
  const stuck = await judgeKnock(context, endpoint, passed, knocked);
  return { passed, stuck, knock: knocked };
}

type Passed = Map<WayInStep, string>;

async function lookUpName(context: CheckContext, { hostname }: Endpoint, passed: Passed): Promise<Stuck | undefined> {
  if (isIP(hostname) !== 0) return undefined;
  const { connectTimeoutMs } = context.settings;
  const lookedUp = lookup(hostname, { all: true }).then(
    (found) => found.map(({ address }) => address),
    ({ code }: NodeJS.ErrnoException) => code ?? "unknown",
  );
  const addresses = await Promise.race([lookedUp, context.wait(connectTimeoutMs).then(() => "EAI_AGAIN")]);
  if (typeof addresses !== "string") {
    passed.set("name", addresses.join(", "));
    return undefined;
  }
  if (addresses === "EAI_AGAIN") {
    return { step: undefined, reason: "this machine's name server gave no answer: see whether it is on the network" };
  }
  return { step: "name", reason: `the name ${hostname} is not known (${addresses})`, received: addresses };
}

async function connectTcp(context: CheckContext, endpoint: Endpoint, passed: Passed): Promise<Stuck | undefined> {
  const { clock, settings } = context;
  const dialledMs = clock.now();
  const connected = await connectSocket(context, { ...endpoint, isSecure: false });
  if (!("code" in connected)) {
    connected.destroy();
    passed.set("tcp", `after ${Math.round(clock.now() - dialledMs)} ms`);
    return undefined;
  }
  const { code, message } = connected;
  const where = `port ${endpoint.port} of ${endpoint.hostname}`;
  if (code === "ENETUNREACH") return { step: undefined, reason: "this machine has no way to that network" };
  const reasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: `${where} refuses: the server is not running, or listens on another port or address`,
    timeout: `${where} is silent for ${settings.connectTimeoutMs / 1_000} s: a firewall drops the connection`,
    ETIMEDOUT: `${where} is silent: a firewall drops the connection`,
    ECONNRESET: `${where} breaks the connection at once: a firewall, or a proxy with nothing behind it`,
    EHOSTUNREACH: `there is no way to ${endpoint.hostname}: the machine is off, or a firewall says so`,
  };
  return { step: "tcp", reason: reasons[code] ?? `${where} cannot be connected to: ${message}`, received: code };
}

async function speakTls(context: CheckContext, endpoint: Endpoint, passed: Passed): Promise<Stuck | undefined> {
  if (!endpoint.isSecure) return undefined;
  const { hostname, port } = endpoint;
  const connected = await connectSocket(context, endpoint);
  if ("code" in connected) {
    if (await speaksHttp(context, { ...endpoint, isSecure: false })) {
      return {
        step: "scheme",
        reason: `the URL asks for TLS, and port ${port} speaks plain HTTP`,
        received: "plain HTTP",
      };
    }
    return { step: "tls", reason: `the TLS handshake failed: ${connected.message}`, received: connected.code };
  }
  passed.set("scheme", "TLS, as the URL says");
  const socket = connected as TLSSocket;
  passed.set("tls", socket.getProtocol() ?? "TLS");
  const facts = socket.getPeerCertificate();
  const problem = socket.authorized ? undefined : String(socket.authorizationError);
  socket.destroy();
  const nowMs = Date.now();
  if (problem === undefined) {
    passed.set("certificate", `for ${daysLeft(facts, nowMs)} more days`);
    return undefined;
  }
  const reason = `the certificate cannot be accepted: ${certificateProblem(problem, facts, hostname, nowMs)}`;
  return { step: "certificate", reason, received: problem };
}

async function judgeKnock(
  context: CheckContext,
  endpoint: Endpoint,
  passed: Passed,
  knocked: Knock,
): Promise<Stuck | undefined> {
  const { answer, problem, tookMs, account } = knocked;
  if (problem === "late")
    return { step: "in-time", reason: `there was ${account} to the handshake`, received: "nothing" };
  const isOddForPlain = answer === undefined || answer.status === 400;
  if (!endpoint.isSecure && isOddForPlain && (await speaksTls(context, endpoint))) {
    return {
      step: "scheme",
      reason: `the URL asks for no TLS, and port ${endpoint.port} speaks it`,
      received: account,
    };
  }
  if (!endpoint.isSecure) passed.set("scheme", "no TLS, as the URL says");
  passed.set("in-time", `after ${Math.round(tookMs)} ms`);
  const refusal = knocked.isWelcome ? undefined : await whyRefused(context, knocked);
  if (refusal !== undefined) return refusal;
  // Whether it also keeps the connection is told by an audit of its own.
  for (const step of ["call-id", "origin", "upgrade"] as const) passed.set(step, account);
  return undefined;
}

async function speaksTls(context: CheckContext, endpoint: Endpoint): Promise<boolean> {
  const connected = await connectSocket(context, { ...endpoint, isSecure: true });
  if ("code" in connected) return false;
  connected.destroy();
  return true;
}

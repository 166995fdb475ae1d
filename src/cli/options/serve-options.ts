/** Options of the commands that run a server. */
import { defaultServerOptions, uponAiAddress } from "../../server/index.ts";
import type { SessionOptions } from "../../session/index.ts";
import { choice, duration, integer, list, onOff, record, text } from "./kinds.ts";
import type { OptionTable } from "./option.ts";

export interface ServeOptionValues {
  readonly model: string | undefined;
  readonly instructions: string | undefined;
  readonly port: number;
  readonly host: string | undefined;
  readonly path: string;
  readonly allow: readonly string[];
  readonly trustProxy: readonly string[];
  readonly secret: string | undefined;
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly maxCalls: number;
  readonly maxCallsPerAddress: number;
  readonly maxFrameBytes: number;
  readonly handshakeTimeout: number;
  readonly tunnel: boolean;
  readonly publicUrl: string | undefined;
  readonly consoleToken: string | undefined;
  readonly drainTimeout: number;
  readonly logFormat: "json" | "pretty";
  readonly logTranscripts: boolean;
  readonly session: SessionOptions | undefined;
}

export const serveOptions: OptionTable<ServeOptionValues> = {
  model: {
    kind: text("model"),
    description:
      "Answer with a model instead of an agent file, such as openai-compatible:http://localhost:11434/v1#llama3.1; " +
      "its key comes from REPARTEE_MODEL_API_KEY, for api.openai.com also from OPENAI_API_KEY",
    default: undefined,
    environment: "REPARTEE_MODEL",
  },
  instructions: {
    kind: text("text"),
    description: "What the model of --model is told to be; without this, a friendly assistant on the phone",
    default: undefined,
    environment: "REPARTEE_INSTRUCTIONS",
  },
  port: {
    kind: integer(0, 65_535),
    description: "Port to listen on; 0 takes any that is free",
    default: defaultServerOptions.port,
    environment: "PORT",
  },
  host: {
    kind: text("address"),
    description: "Address to listen on; without one, all of this machine's",
    default: undefined,
    environment: "HOST",
  },
  path: {
    kind: text("path"),
    description: "Path that calls come in at; the platform appends the call's id",
    default: defaultServerOptions.path,
    environment: "REPARTEE_PATH",
  },
  allow: {
    kind: list("address"),
    description: "Who may connect: addresses and CIDR ranges, IPv4 and IPv6; the default is the platform's address",
    default: [uponAiAddress],
    environment: "REPARTEE_ALLOW",
  },
  trustProxy: {
    kind: list("address"),
    description: "Proxies whose X-Forwarded-For is believed: addresses and CIDR ranges",
    default: defaultServerOptions.trustedProxies,
    environment: "REPARTEE_TRUST_PROXY",
  },
  secret: {
    kind: text("secret"),
    description:
      "Word that the URL must carry; set it through the environment, because flags are visible to other users of the machine",
    default: undefined,
    environment: "REPARTEE_SECRET",
  },
  tlsCert: {
    kind: text("file"),
    description: "TLS certificate, PEM; needs --tls-key too",
    default: undefined,
    environment: "REPARTEE_TLS_CERT",
  },
  tlsKey: {
    kind: text("file"),
    description: "TLS private key, PEM; needs --tls-cert too",
    default: undefined,
    environment: "REPARTEE_TLS_KEY",
  },
  maxCalls: {
    kind: integer(1),
    description: "Calls at a time; more are refused",
    default: defaultServerOptions.maxCalls,
    environment: "REPARTEE_MAX_CALLS",
  },
  maxCallsPerAddress: {
    kind: integer(1),
    description: "Calls at a time from one address; more are refused",
    default: defaultServerOptions.maxCallsPerAddress,
    environment: "REPARTEE_MAX_CALLS_PER_ADDRESS",
  },
  maxFrameBytes: {
    kind: integer(1),
    description: "Bytes in one message; every message holds the whole transcript",
    default: defaultServerOptions.maxFrameBytes,
    environment: "REPARTEE_MAX_FRAME_BYTES",
  },
  handshakeTimeout: {
    kind: duration,
    description: "How long a connection may take to become a call",
    default: defaultServerOptions.handshakeTimeoutMs,
    environment: "REPARTEE_HANDSHAKE_TIMEOUT",
  },
  tunnel: {
    kind: onOff,
    description: "Open an ngrok tunnel to this server; needs the package @ngrok/ngrok and NGROK_AUTHTOKEN",
    default: false,
    environment: "REPARTEE_TUNNEL",
  },
  publicUrl: {
    kind: text("url"),
    description: "How the platform reaches this server through another tunnel, proxy or domain",
    default: undefined,
    environment: "REPARTEE_PUBLIC_URL",
  },
  consoleToken: {
    kind: text("token"),
    description:
      "Serve the dashboard at /console/TOKEN/ to whoever knows the token, at least 16 characters; set it through the environment",
    default: undefined,
    environment: "REPARTEE_CONSOLE_TOKEN",
  },
  drainTimeout: {
    kind: duration,
    description: "How long running calls may go on after SIGTERM or Ctrl-C before their connections are broken",
    default: 60_000,
    environment: "REPARTEE_DRAIN_TIMEOUT",
  },
  logFormat: {
    kind: choice(["json", "pretty"]),
    description: "One JSON object a line for machines, or lines for people",
    default: "json",
    environment: "REPARTEE_LOG_FORMAT",
  },
  logTranscripts: {
    kind: onOff,
    description: "Log what is said, with e-mail addresses and long numbers masked, and the messages of agent errors",
    default: false,
    environment: "REPARTEE_LOG_TRANSCRIPTS",
  },
  session: {
    kind: record<SessionOptions>("object"),
    description: "How calls behave: timeouts, fallback lines, close codes",
    default: undefined,
    configFileOnly: true,
  },
};

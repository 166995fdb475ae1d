/** Runs a server with an agent until it is told to stop: what `start` and `dev` have in common. */
import { type Console, createConsole } from "../console/index.ts";
import { ReparteeError } from "../errors.ts";
import {
  combineObservers,
  createConversationLog,
  createLog,
  createMetrics,
  createSessionLog,
  describeError,
  type Log,
  type MetricsSnapshot,
} from "../observe/index.ts";
import { createServer, type ReparteeServer, type TlsFiles } from "../server/index.ts";
import { announceInLog, announceToPeople } from "./announce.ts";
import { chooseAgent } from "./choose-agent.ts";
import type { CommandInput } from "./command.ts";
import type { CliContext } from "./context.ts";
import { requireFile } from "./files.ts";
import type { AgentLoader } from "./load-agent.ts";
import { logModelWarnings } from "./model-warnings.ts";
import type { CommonOptionValues, ServeOptionValues } from "./options/index.ts";
import { readPackageFacts } from "./package-facts.ts";
import { prepareReachability } from "./reachability.ts";
import { reloadOnSave } from "./reload.ts";
import { stopOnSignal } from "./stopping.ts";

/** How a command runs its server. */
export interface ServeMode {
  /**
   * For the author at this machine: programs here may connect, the dashboard is the page at "/", a saved file is
   * reloaded, errors show their message.
   */
  readonly forAuthor: boolean;
}

type ServeInput = CommandInput<CommonOptionValues & ServeOptionValues>;

/** Resolves with the exit code once the server has stopped. */
export async function serve({ options, positionals, context }: ServeInput, { forAuthor }: ServeMode): Promise<number> {
  const tls = findTlsFiles(options, context);
  const reachability = await prepareReachability(options, context);
  const log = createLog({
    format: options.logFormat,
    level: options.logLevel,
    write: context.screen.print,
    colours: context.screen.colours,
    clock: context.clock,
  });
  const { agent, name, loader, check } = await chooseAgent(options, positionals[0], context, log);

  // An author looks at a screen of their own; elsewhere a message may carry a caller's words to strangers.
  const withMessage = forAuthor || options.logTranscripts;
  const metrics = createMetrics();
  let localUrl = "";
  const pages = forAuthor || options.consoleToken !== undefined ? openConsole(options, () => localUrl) : undefined;
  const server = createServer({
    agent,
    port: options.port,
    host: options.host,
    path: options.path,
    publicUrl: options.publicUrl,
    allow: options.allow,
    admitLoopback: forAuthor,
    trustedProxies: reachability.trustedProxies,
    secret: options.secret,
    maxCalls: options.maxCalls,
    maxCallsPerAddress: options.maxCallsPerAddress,
    maxFrameBytes: options.maxFrameBytes,
    handshakeTimeoutMs: options.handshakeTimeout,
    tls,
    session: options.session,
    observer: combineObservers(
      metrics,
      createSessionLog({ log, errorMessages: withMessage }),
      options.logTranscripts ? createConversationLog(log) : {},
      pages?.observer ?? {},
    ),
    pages,
    log,
    clock: context.clock,
  });
  const stopWatchingRejections = context.onUnhandledRejection((error) => {
    const advice = "a promise of the agent was rejected and nobody took care of it: await it, or catch";
    log.error(advice, describeError(error, { withMessage }));
  });
  const stopLoggingWarnings = logModelWarnings(log);
  const checking = new AbortController();
  const stopping = stopOnSignal(server, context, { drainTimeoutMs: options.drainTimeout });
  try {
    const { port, url } = await server.listen();
    const outside = await reachability.open(port);
    localUrl = options.host === "localhost" ? url.replace("127.0.0.1", "localhost") : url;
    const announcement = {
      localUrl,
      hasConsoleToken: options.consoleToken !== undefined,
      dashboardUrl: outside.dashboardUrl,
      agentName: name,
      hasSecret: options.secret !== undefined,
      reloads: forAuthor && loader !== undefined,
    };
    if (options.logFormat === "pretty") announceToPeople(announcement, context.screen);
    else announceInLog(announcement, log);
    void check(checking.signal).then((advice) => advice !== undefined && log.warn(advice));
    const stopReloading = forAuthor && loader !== undefined ? reload(loader, server, log, context) : () => {};
    const exitCode = await stopping.exitCode;
    stopReloading();
    await outside.close();
    log.info("stopped", summarise(metrics.snapshot()));
    return exitCode;
  } finally {
    checking.abort();
    stopping.dispose();
    stopWatchingRejections();
    stopLoggingWarnings();
    await server.close();
  }
}

function openConsole({ consoleToken: token, secret }: ServeOptionValues, localUrl: () => string): Console {
  return createConsole({
    version: readPackageFacts().version,
    ownServer: { url: localUrl, ...(secret === undefined ? {} : { secret }) },
    ...(token === undefined ? {} : { token }),
  });
}

function findTlsFiles(options: ServeOptionValues, context: CliContext): TlsFiles | undefined {
  const { tlsCert, tlsKey } = options;
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new ReparteeError("bad-option", "--tls-cert and --tls-key belong together: give both or none");
  }
  return {
    certFile: requireFile(tlsCert, context.workingDirectory, "TLS certificate"),
    keyFile: requireFile(tlsKey, context.workingDirectory, "TLS key"),
  };
}

function reload(loader: AgentLoader, server: ReparteeServer, log: Log, context: CliContext): () => void {
  return reloadOnSave({
    loader,
    clock: context.clock,
    onLoaded(agent) {
      server.replaceAgent(agent);
      log.info("agent reloaded", { agent: loader.name });
    },
    onFailed(error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error(`agent not reloaded, the last good one stays: ${reason}`);
    },
  });
}

function summarise(metrics: MetricsSnapshot): Record<string, unknown> {
  const { calls, turns, problems, firstSpeech, agent } = metrics;
  if (calls === 0) return { calls };
  const { inputTokens, outputTokens, costUsd, rungs } = agent;
  return {
    ...{ calls, turns, problems, firstSpeechP50Ms: firstSpeech.p50Ms, firstSpeechP99Ms: firstSpeech.p99Ms },
    ...(inputTokens === 0 ? {} : { inputTokens, outputTokens, costUsd, rungs }),
  };
}

/** Says where a server is reached, once it listens: in a few lines for people, or as one line of the log. */
import type { Log } from "../observe/index.ts";
import type { Screen } from "./screen.ts";

export interface Announcement {
  /** The URL of calls on this machine. */
  readonly localUrl: string;
  /** The URL to paste into the platform's dashboard; undefined when nothing leads here from outside. */
  readonly dashboardUrl: string | undefined;
  /** The agent file or the model as people read it; undefined for the built-in one. */
  readonly agentName: string | undefined;
  /** Whether callers must append a secret: its place is shown, never the word. */
  readonly hasSecret: boolean;
  /** The dashboard is behind a token: its place is shown, never the word. */
  readonly hasConsoleToken: boolean;
  readonly reloads: boolean;
}

const builtInAgent = "the guide's dummy agent";

export function announceToPeople(announcement: Announcement, screen: Screen): void {
  const { localUrl, dashboardUrl, agentName, reloads } = announcement;
  const rows = [
    ["page", toPageUrl(announcement)],
    ["websocket", withSecretPlace(localUrl, announcement)],
    ...(dashboardUrl === undefined ? [] : [["dashboard", withSecretPlace(dashboardUrl, announcement)]]),
  ];
  screen.print(`Repartee answers calls with ${agentName ?? builtInAgent}.`);
  screen.print("");
  for (const [name = "", url = ""] of rows) screen.print(`  ${name.padEnd(10)} ${url}`);
  screen.print("");
  screen.print(reloads ? "Edit and save to reload. Ctrl-C stops." : "Ctrl-C stops.");
}

export function announceInLog(announcement: Announcement, log: Log): void {
  const { localUrl, dashboardUrl, agentName, hasConsoleToken } = announcement;
  log.info("listening", {
    url: withSecretPlace(localUrl, announcement),
    ...(hasConsoleToken ? { page: toPageUrl(announcement) } : {}),
    ...(dashboardUrl === undefined ? {} : { dashboardUrl: withSecretPlace(dashboardUrl, announcement) }),
    agent: agentName ?? builtInAgent,
  });
}

function withSecretPlace(url: string, { hasSecret }: Announcement): string {
  return hasSecret ? `${url}YOUR-SECRET/` : url;
}

function toPageUrl({ localUrl, hasConsoleToken }: Announcement): string {
  return new URL(hasConsoleToken ? "/console/YOUR-TOKEN/" : "/", localUrl.replace(/^ws/, "http")).href;
}

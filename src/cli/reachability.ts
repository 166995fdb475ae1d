/** How the platform reaches this server from outside, and whom that makes a proxy. */
import { ReparteeError } from "../errors.ts";
import { toDashboardUrl } from "../server/index.ts";
import type { CliContext } from "./context.ts";
import type { ServeOptionValues } from "./options/index.ts";
import { prepareTunnel } from "./tunnel.ts";

export interface Reachability {
  /**
   * Proxies whose forwarded addresses are believed. A tunnel's own end is on this machine, so without this every
   * stranger would look like a program here, and with it each is judged by its own address.
   */
  readonly trustedProxies: readonly string[];
  /** Opens the tunnel, if one is wanted. */
  open(port: number): Promise<OpenReachability>;
}

interface OpenReachability {
  /** The URL to paste into the platform's dashboard. */
  readonly dashboardUrl: string | undefined;
  close(): Promise<void>;
}

const thisMachine = ["127.0.0.0/8", "::1"];

/** @throws ReparteeError `bad-option` for options that contradict, `tunnel-failed` when something for it is missing. */
export async function prepareReachability(options: ServeOptionValues, context: CliContext): Promise<Reachability> {
  const { path, publicUrl, tunnel, trustProxy } = options;
  if (tunnel && publicUrl !== undefined) {
    throw new ReparteeError("bad-option", "--tunnel and --public-url contradict each other: give only one");
  }
  if (tunnel && options.tlsCert !== undefined) {
    throw new ReparteeError("bad-option", "--tunnel brings TLS of its own: leave --tls-cert and --tls-key out");
  }
  if (tunnel) {
    const openTunnel = await prepareTunnel(context);
    return {
      trustedProxies: [...trustProxy, ...thisMachine],
      async open(port) {
        const opened = await openTunnel(port);
        return { dashboardUrl: toDashboardUrl(opened.url, path), close: () => opened.close() };
      },
    };
  }
  const dashboardUrl = publicUrl === undefined ? undefined : toDashboardUrl(publicUrl, path);
  return {
    trustedProxies: publicUrl === undefined ? trustProxy : [...trustProxy, ...thisMachine],
    open: async () => ({ dashboardUrl, close: async () => {} }),
  };
}

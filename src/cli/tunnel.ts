/** Opens an ngrok tunnel to this server through ngrok's own SDK, which is loaded only then. */
import { ReparteeError } from "../errors.ts";
import type { CliContext } from "./context.ts";

export interface Tunnel {
  /** The https URL that ngrok gave. */
  readonly url: string;
  close(): Promise<void>;
}

/** The part of `@ngrok/ngrok` that is used. */
interface Ngrok {
  forward(options: { addr: number; authtoken_from_env: true }): Promise<NgrokListener>;
}

interface NgrokListener {
  url(): string | null;
  close(): Promise<void>;
}

const packageName = "@ngrok/ngrok";

/**
 * Checks what a tunnel needs, so that a missing piece is known before the server listens.
 * @throws ReparteeError `tunnel-failed` when the package or the token is missing.
 */
export async function prepareTunnel(context: CliContext): Promise<(port: number) => Promise<Tunnel>> {
  if (!context.environment.NGROK_AUTHTOKEN) {
    throw new ReparteeError(
      "tunnel-failed",
      "--tunnel needs NGROK_AUTHTOKEN in the environment; dashboard.ngrok.com shows yours under Your Authtoken",
    );
  }
  const ngrok = await importNgrok(context);
  return (port) => openTunnel(ngrok, port);
}

async function importNgrok(context: CliContext): Promise<Ngrok> {
  let loaded: unknown;
  try {
    loaded = await context.importPackage(packageName);
  } catch (error) {
    throw new ReparteeError("tunnel-failed", `--tunnel needs a package: run npm install ${packageName}`, {
      cause: error,
    });
  }
  // The SDK is CommonJS: its functions are named exports or members of the default one, as Node detects them.
  for (const candidate of [loaded, (loaded as { default?: unknown } | null)?.default]) {
    if (hasForward(candidate)) return candidate;
  }
  throw new ReparteeError("tunnel-failed", `${packageName} has no forward(): run npm install ${packageName}@latest`);
}

async function openTunnel(ngrok: Ngrok, port: number): Promise<Tunnel> {
  try {
    const listener = await ngrok.forward({ addr: port, authtoken_from_env: true });
    const url = listener.url();
    if (url === null) throw new Error("it gave no URL");
    return { url, close: () => listener.close() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReparteeError(
      "tunnel-failed",
      `ngrok opened no tunnel: ${reason}. Check NGROK_AUTHTOKEN and the network`,
      {
        cause: error,
      },
    );
  }
}

function hasForward(value: unknown): value is Ngrok {
  return typeof (value as { forward?: unknown } | null | undefined)?.forward === "function";
}

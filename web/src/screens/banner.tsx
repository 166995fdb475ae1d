/** Says when the page lost its back end, or did not get its wish, and what to do. */
import type { JSX } from "preact";
import type { ConsoleClient } from "../feed/console-client.ts";
import { Icon } from "../parts/icon.tsx";

export function Banner({ client }: { readonly client: ConsoleClient }): JSX.Element {
  return (
    <div role="alert" class="banners">
      {client.status === "lost" ? (
        <p class="banner bad">
          <span>
            <strong>This page lost its server.</strong> Start it again if it was stopped; the page connects by itself,
            and a running call goes on if that is soon.
          </span>
          <button type="button" class="button small" onClick={() => client.retryNow()}>
            Try now
          </button>
        </p>
      ) : null}
      {client.refusal === undefined ? null : (
        <p class="banner bad">
          <span>{client.refusal}</span>
          <button
            type="button"
            class="button small icon-only"
            aria-label="Dismiss"
            onClick={() => client.dismissRefusal()}
          >
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  );
}

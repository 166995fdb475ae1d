/** What the page shows before there is a call. */
import type { JSX } from "preact";
import type { ConsoleClient } from "../feed/console-client.ts";

export function EmptyView({ client }: { readonly client: ConsoleClient }): JSX.Element {
  if (client.hello === undefined) {
    return (
      <section class="panel welcome" aria-busy={client.status === "connecting"}>
        <h2>{client.status === "lost" ? "Nobody answers." : "Connecting to this page's server…"}</h2>
        <p>
          {client.status === "lost"
            ? "Start it again with npm start; this page connects by itself."
            : "This takes a moment."}
        </p>
      </section>
    );
  }
  return (
    <section class="panel welcome">
      <h2>No call yet.</h2>
      <p>
        Press <strong>Make a web call</strong>, or Enter in the field above, and talk to the agent behind the URL:
        aloud, or by typing. Any server that speaks the protocol will do, in whatever language it is written.
      </p>
      <ul>
        <li>What you type while the agent speaks interrupts it, as a caller would.</li>
        <li>Each message in both directions is shown, with what the platform makes of it.</li>
        <li>
          <strong>Check this server</strong> puts every rule of the protocol to it, one by one, and says which it breaks
          and what to change.
        </li>
        <li>Calls that a real platform places to this server appear in the list, live.</li>
      </ul>
    </section>
  );
}

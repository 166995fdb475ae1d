/** From the URL to a connection: name, port, scheme, certificate. */
import { isIP } from "node:net";
import type { Audit } from "../../audit.ts";
import { endpointOf } from "../../by-hand/raw-socket.ts";
import { judgeStep } from "./way-in-step.ts";

const source = "Roles and endpoint";
const noConnection = "The platform tries three times and ends the call as error_llm_websocket_open: nobody is greeted.";
const noTls = "the URL asks for no TLS";

export const connectingAudits: readonly Audit[] = [
  {
    id: "reach-name",
    group: "reach",
    level: "MUST",
    phase: "reach",
    title: "Has a name that is known",
    why: noConnection,
    advice:
      "See whether the name in the URL is spelled right and has a DNS record. A tunnel gets a new name each time that it starts, unless one is reserved.",
    source,
    run(context) {
      const { hostname } = endpointOf(context.url);
      return judgeStep(context, "name", isIP(hostname) === 0 ? undefined : "the URL has an address instead of a name");
    },
  },
  {
    id: "reach-port",
    group: "reach",
    level: "MUST",
    phase: "reach",
    title: "Accepts connections on its port",
    why: noConnection,
    advice:
      "Start the server, compare its port with the URL's, let it listen on all addresses (0.0.0.0) when it runs in a container, and open the port in the firewall.",
    source,
    run: (context) => judgeStep(context, "tcp"),
  },
  {
    id: "reach-scheme",
    group: "reach",
    level: "MUST",
    phase: "reach",
    title: "Speaks TLS if the URL says so, and not otherwise",
    why: `${noConnection} A TLS scheme towards a server without TLS never connects.`,
    advice: "Use wss:// (or https://) for a server or proxy with TLS, and ws:// (or http://) for one without.",
    source,
    run: (context) => judgeStep(context, "scheme"),
  },
  {
    id: "reach-tls",
    group: "reach",
    level: "MUST",
    phase: "reach",
    title: "Completes a TLS handshake",
    why: noConnection,
    advice: "Let the server, or the proxy in front, speak TLS 1.2 or 1.3 on this port, for this name.",
    source,
    run: (context) => judgeStep(context, "tls", endpointOf(context.url).isSecure ? undefined : noTls),
  },
  {
    id: "reach-certificate",
    group: "reach",
    level: "MUST",
    phase: "reach",
    title: "Has a certificate that is valid for its name",
    why: noConnection,
    advice:
      "Serve a certificate of a public authority, with its whole chain, for the very name in the URL, and renew it in time.",
    source: "ours",
    run: (context) => judgeStep(context, "certificate", endpointOf(context.url).isSecure ? undefined : noTls),
  },
];

/** Reaching the server: names, TLS, schemes, paths, and what answers there. */
import type { Audit } from "../audit.ts";
import { connectingAudits } from "./reach/connecting.ts";
import { hostingAudits } from "./reach/hosting.ts";
import { pathAudits } from "./reach/path.ts";

export const reachAudits: readonly Audit[] = [...connectingAudits, ...pathAudits, ...hostingAudits];

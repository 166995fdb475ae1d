/** The handshake, and what crosses it. */
import type { Audit } from "../audit.ts";
import { acceptanceAudits } from "./handshake/acceptance.ts";
import { connectionAudits } from "./handshake/connection.ts";
import { framingAudits } from "./handshake/framing.ts";

export const handshakeAudits: readonly Audit[] = [...acceptanceAudits, ...framingAudits, ...connectionAudits];

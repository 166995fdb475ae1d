/** The handshake, and what crosses it. */
import type { Audit } from "../audit.ts";

export const handshakeAudits: readonly Audit[] = [];

/** Streaming: how soon the caller hears something, and in what pieces. */
import type { Audit } from "../audit.ts";

export const streamingAudits: readonly Audit[] = [];

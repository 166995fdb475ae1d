/** Servers that fail an audit of the group "handshake", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const handshakeExhibits: Readonly<Record<string, Exhibit>> = {};

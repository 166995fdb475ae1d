/** Servers that fail an audit of the group "keep-alive", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const keepAliveExhibits: Readonly<Record<string, Exhibit>> = {};

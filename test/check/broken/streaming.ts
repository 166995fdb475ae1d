/** Servers that fail an audit of the group "streaming", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const streamingExhibits: Readonly<Record<string, Exhibit>> = {};

/** Servers that fail an audit of the group "tools", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const toolsExhibits: Readonly<Record<string, Exhibit>> = {};

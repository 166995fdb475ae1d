/** Servers that fail an audit of the group "reach", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const reachExhibits: Readonly<Record<string, Exhibit>> = {};

/** Servers that fail an audit of the group "turns", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const turnsExhibits: Readonly<Record<string, Exhibit>> = {};

/** Servers that fail an audit of the group "types", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const typesExhibits: Readonly<Record<string, Exhibit>> = {};

/** Servers that fail an audit of the group "withdrawn", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const withdrawnExhibits: Readonly<Record<string, Exhibit>> = {};

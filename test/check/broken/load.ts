/** Servers that fail an audit of the group "load", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const loadExhibits: Readonly<Record<string, Exhibit>> = {};

/** Servers that fail an audit of the group "reconnection", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const reconnectionExhibits: Readonly<Record<string, Exhibit>> = {};

/** Servers that fail an audit of the group "actions", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const actionsExhibits: Readonly<Record<string, Exhibit>> = {};

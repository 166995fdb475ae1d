/** Servers that fail an audit of the group "speech", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const speechExhibits: Readonly<Record<string, Exhibit>> = {};

/** Servers that fail an audit of the group "security", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const securityExhibits: Readonly<Record<string, Exhibit>> = {};

/** Servers that fail an audit of the group "bad-input", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const badInputExhibits: Readonly<Record<string, Exhibit>> = {};

/** Servers that fail an audit of the group "interruption", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const interruptionExhibits: Readonly<Record<string, Exhibit>> = {};

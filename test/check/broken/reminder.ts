/** Servers that fail an audit of the group "reminder", each by the id of that audit. */
import type { Exhibit } from "./exhibit.ts";

export const reminderExhibits: Readonly<Record<string, Exhibit>> = {};

/** The date and time as a model can use it. */

/** @param timeZone an IANA name; undefined for the machine's own. */
export function nowIn(nowMs: number, timeZone: string | undefined): string {
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone });
  return `${format.format(nowMs)} (${format.resolvedOptions().timeZone})`;
}

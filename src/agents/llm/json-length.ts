/** @returns how many characters this takes as JSON; 0 for what JSON leaves out. */
export function jsonLength(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}

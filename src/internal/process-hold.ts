/** Keeps the process alive while real calls are placed: the clock's timers never do, and between two dials nothing else does. */

const dayMs = 86_400_000;

/** @returns the function that lets go. */
export function holdProcess(): () => void {
  const hold = setInterval(() => undefined, dayMs);
  return () => clearInterval(hold);
}

/** Lets several observers watch the same calls. */
import type { SessionObserver } from "../session/index.ts";

/**
 * One observer that tells all of them, in order. When some throw, the others are told all the same; then the first
 * error is thrown on, for the session to report.
 */
export function combineObservers(...observers: readonly SessionObserver[]): SessionObserver {
  return {
    ...combine("onEvent", observers),
    ...combine("onSent", observers),
    ...combine("onReceived", observers),
  };
}

/** A member that nobody has stays away, so that a session need not prepare what nobody takes. */
function combine<Name extends keyof SessionObserver>(
  name: Name,
  observers: readonly SessionObserver[],
): Pick<SessionObserver, Name> | undefined {
  const interested = observers.filter((observer) => observer[name] !== undefined);
  if (interested.length === 0) return undefined;
  const tellAll = (callId: string, fact: never): void => {
    const errors: unknown[] = [];
    for (const observer of interested) {
      try {
        (observer[name] as (callId: string, fact: never) => void)(callId, fact);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  };
  return { [name]: tellAll } as Pick<SessionObserver, Name>;
}

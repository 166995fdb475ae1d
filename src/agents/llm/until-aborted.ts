/** Waits for something that may ignore its signal. */

/**
 * Settles as the promise does, or rejects with the signal's reason as soon as it fires. What the promise does after
 * that is nobody's business any more.
 */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    const settle = <Settled>(act: (value: Settled) => void) => {
      return (value: Settled): void => {
        signal.removeEventListener("abort", giveUp);
        act(value);
      };
    };
    signal.addEventListener("abort", giveUp, { once: true });
    promise.then(settle(resolve), settle(reject));
    if (signal.aborted) giveUp();
  });
}

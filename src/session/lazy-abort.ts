/**
 * An abort signal that is made when somebody asks for it: most agents of short answers never do, and making one costs
 * more than the rest of such a turn.
 */

export interface LazyAbort {
  /** The same signal every time; already aborted when it is first asked for too late. */
  signal(): AbortSignal;
  /** Fires the signal with an `AbortError`, in this very tick. Only the first call counts. */
  abort(message: string): void;
}

export function createLazyAbort(): LazyAbort {
  let controller: AbortController | undefined;
  let reason: string | undefined;
  return {
    signal() {
      if (controller === undefined) {
        controller = new AbortController();
        if (reason !== undefined) controller.abort(new DOMException(reason, "AbortError"));
      }
      return controller.signal;
    },
    abort(message) {
      if (reason !== undefined) return;
      reason = message;
      controller?.abort(new DOMException(message, "AbortError"));
    },
  };
}

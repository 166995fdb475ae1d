/** A typed event source: listeners are called in order, and one that throws harms nobody else. */

export interface Emitter<Event> {
  emit(event: Event): void;
  /** Returns the function that takes the listener off again. */
  on(listener: (event: Event) => void): () => void;
}

/** @param onListenerError is told what a listener threw. */
export function createEmitter<Event>(onListenerError: (error: unknown) => void): Emitter<Event> {
  const listeners = new Set<(event: Event) => void>();
  return {
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

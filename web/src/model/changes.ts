/** Something that changes and can be watched. */

/** What a component needs in order to follow something that changes. */
export interface Watchable {
  /** Calls the listener after each change. Returns how to take it off again. */
  watch(listener: () => void): () => void;
}

export class Changes implements Watchable {
  readonly #listeners = new Set<() => void>();

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells everybody that watches. */
  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

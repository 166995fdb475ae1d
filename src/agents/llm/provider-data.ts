/** What a provider wants back with the tool calls of its own models: signatures, and the thoughts that led to them. */

/** By the provider's name; never looked into further than it must be. */
export type ProviderMetadata = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Thought {
  readonly text: string;
  readonly metadata: ProviderMetadata | undefined;
}

export interface ProviderData {
  /** Whose thoughts these are: others refuse them. */
  readonly provider: string;
  readonly thoughts: readonly Thought[];
  readonly metadata: ProviderMetadata | undefined;
}

/** Gathers what a model thinks until it calls a tool. */
export class Thoughts {
  #thoughts = new Map<string, { text: string; metadata: ProviderMetadata | undefined }>();

  /** A piece of a thought, which may be empty and bring only its signature. */
  add(id: string, text: string, metadata: ProviderMetadata | undefined): void {
    const thought = this.#thoughts.get(id) ?? { text: "", metadata: undefined };
    this.#thoughts.set(id, { text: thought.text + text, metadata: metadata ?? thought.metadata });
  }

  /** All of them, once: with the first call of a tool. */
  take(): Thought[] {
    const taken = [...this.#thoughts.values()].flatMap(({ text, metadata }) => {
      const own = withoutReferences(metadata);
      // Only stored at the provider, under an id that is not used here.
      const isReference = own !== metadata && !holdsThought(own);
      return isReference || (text === "" && own === undefined) ? [] : [{ text, metadata: own }];
    });
    this.#thoughts.clear();
    return taken;
  }
}

/**
 * Leaves out the ids under which a provider has stored its own output. What was withdrawn is not stored there, and what
 * is stored may only be named together with all that came along with it, of which the history holds what was heard.
 */
export function withoutReferences(metadata: ProviderMetadata | undefined): ProviderMetadata | undefined {
  if (metadata === undefined || !Object.values(metadata).some((own) => own !== null && "itemId" in own))
    return metadata;
  const kept = Object.entries(metadata).flatMap(([name, { itemId: _reference, ...own }]) =>
    Object.keys(own).length === 0 ? [] : [[name, own] as const],
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** A provider that stores its thoughts may also hand them out, encrypted. */
function holdsThought(metadata: ProviderMetadata | undefined): boolean {
  return Object.values(metadata ?? {}).some((own) => Object.values(own).some((value) => typeof value === "string"));
}

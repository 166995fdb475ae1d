/** What speaks for the agent: any engine that turns text into sound can stand behind this. */

export interface Voice {
  /** Why it cannot be used here, for people; undefined when it can. May change while voices load. */
  readonly missing: string | undefined;
  /** Speaks after what it was given before. @param rate 0.5 to 2; 1 is normal */
  speak(text: string, rate: number): void;
  /** Falls silent at once and forgets what it was given. */
  stop(): void;
}

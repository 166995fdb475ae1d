/** Stands for a search of your own: in a database, in an index, at another service. */
const facts: readonly string[] = [
  "Berths for guests cost 30 euros a night, water and electricity included.",
  "Parking is free for guests, behind the boathouse.",
  "The crane lifts boats up to 12 tonnes; it is booked a day ahead.",
];

/** The facts that share a word of four letters or more. Take the signal on: it fires when nobody waits any more. */
export async function findFacts(words: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const wanted = words.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  const found = facts.filter((fact) => wanted.some((word) => fact.toLowerCase().includes(word)));
  return found.length === 0 ? "nothing found" : found.join("\n");
}

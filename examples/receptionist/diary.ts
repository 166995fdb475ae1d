/** Stands for the practice's own system. */
export interface Visit {
  readonly time: string;
  readonly name: string;
  /** The same key again is the same visit: a system that knows it needs no other care for repeats. */
  readonly key: string;
}

export interface Diary {
  readonly visits: readonly Visit[];
  freeTimes(): string[];
  /** Takes a moment. Throws when the time is not free. */
  book(visit: Visit): Promise<string>;
}

export function createDiary(times: readonly string[]): Diary {
  const visits: Visit[] = [];
  const freeTimes = (): string[] => times.filter((time) => visits.every((visit) => visit.time !== time));
  return {
    visits,
    freeTimes,
    async book(visit) {
      if (visits.some(({ key }) => key === visit.key)) return "booked";
      if (!freeTimes().includes(visit.time)) throw new Error(`${visit.time} is not free`);
      visits.push(visit);
      return "booked";
    },
  };
}

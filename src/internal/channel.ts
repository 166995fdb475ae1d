/** A queue with one reader, filled by whoever has something: an async iterable that ends when it is told to. */

export interface Channel<Value> extends AsyncIterable<Value> {
  /** Does nothing after the end. */
  push(value: Value): void;
  /** What was pushed before is still read. */
  end(): void;
}

export function createChannel<Value>(): Channel<Value> {
  const waiting: Value[] = [];
  let hasEnded = false;
  let wake: () => void = () => undefined;
  return {
    push(value) {
      if (hasEnded) return;
      waiting.push(value);
      wake();
    },
    end() {
      hasEnded = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      while (true) {
        while (waiting.length > 0) yield waiting.shift() as Value;
        if (hasEnded) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

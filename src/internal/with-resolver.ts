/** A promise that somebody else settles: `Promise.withResolvers` without its reject, which Node 20 does not have. */
export interface WithResolver<Value> {
  readonly promise: Promise<Value>;
  /** Only the first call counts. */
  readonly resolve: (value: Value) => void;
}

export function withResolver<Value = void>(): WithResolver<Value> {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

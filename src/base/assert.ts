/** A broken assertion is a bug of ours, never bad input and never a violated invariant. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/**
 * Throws an {@link AssertionError} with the sentence when the condition is false. Stays on in
 * production.
 */
export function assert(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new AssertionError(sentence);
}

/** The value, or an {@link AssertionError} when it is null or undefined. */
export function ensure<V>(value: V | null | undefined, sentence: string): V {
  if (value === null || value === undefined) throw new AssertionError(sentence);
  return value;
}

/** Ends a `switch` over a union: a forgotten case does not compile. */
export function assertNever(value: never): never {
  throw new AssertionError(`unexpected ${JSON.stringify(value)}`);
}

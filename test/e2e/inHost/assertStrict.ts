/**
 * What the suite uses of `node:assert/strict`, for the extension host without Node: its bundle has
 * this in its place.
 */

import { assert } from "chai";

export const ok = assert.ok.bind(assert);
export const equal = assert.strictEqual.bind(assert);
export const notEqual = assert.notStrictEqual.bind(assert);
export const deepEqual = assert.deepStrictEqual.bind(assert);
export const match = assert.match.bind(assert);
export const doesNotMatch = assert.notMatch.bind(assert);

export function fail(message: string): never {
  assert.fail(message);
}

/** The promise rejects with an error whose message matches. */
export async function rejects(promise: PromiseLike<unknown>, expected: RegExp): Promise<void> {
  let error: unknown;
  try {
    await promise;
  } catch (reason) {
    error = reason;
  }
  assert.instanceOf(error, Error, `expected a rejection with ${String(expected)}`);
  assert.match(String(error), expected);
}

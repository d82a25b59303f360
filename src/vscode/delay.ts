/** Resolves after the event loop has turned, `ms` later at the earliest. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Nobody notices that the event loop was held up for so long. */
const UNNOTICED_MS = 8;

/**
 * The pauses of some long work. The event loop turns in one of them only when it has not for a
 * while: a turn takes a millisecond, in a browser four, and there may be ten thousand pauses.
 */
export function pauses(): () => Promise<void> {
  let turnedAt = Date.now();
  return async () => {
    if (Date.now() - turnedAt < UNNOTICED_MS) return;
    await delay(0);
    turnedAt = Date.now();
  };
}

/** A call that waits. */
export interface Delayed<A extends readonly unknown[]> {
  (...args: A): void;
  /** What is waiting is called at once; nothing happens when nothing is. */
  hurry(): void;
}

/** Calls once things have been quiet for `ms`, with the last arguments. */
export function delayed<A extends readonly unknown[]>(
  ms: number,
  call: (...args: A) => void,
): Delayed<A> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: A | undefined;
  const hurry = () => {
    clearTimeout(timer);
    const args = waiting;
    waiting = undefined;
    if (args !== undefined) call(...args);
  };
  const wait = (...args: A) => {
    clearTimeout(timer);
    waiting = args;
    timer = setTimeout(hurry, ms);
  };
  return Object.assign(wait, { hurry });
}

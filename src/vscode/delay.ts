/** Resolves after the event loop has turned, `ms` later at the earliest. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
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

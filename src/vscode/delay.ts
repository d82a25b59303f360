/** Resolves after the event loop has turned, `ms` later at the earliest. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Calls once things have been quiet for `ms`, with the last arguments. */
export function delayed<A extends readonly unknown[]>(
  ms: number,
  call: (...args: A) => void,
): (...args: A) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...args), ms);
  };
}

/** The in-host suite's test runner: tests run in order, in VS Code's extension host. */

export interface InHostResult {
  readonly name: string;
  readonly ms: number;
  /** Absent when the test passed. */
  readonly error?: string;
}

interface RegisteredTest {
  readonly name: string;
  readonly body: () => void | Promise<void>;
}

/** Marks a result among all that the extension host prints. */
export const RESULT_PREFIX = "[test] ";
/** Marks the line that says where the suite runs. */
export const HOST_PREFIX = "[host] ";

const TEST_MS = 60_000;
const registered: RegisteredTest[] = [];

export function test(name: string, body: () => void | Promise<void>): void {
  registered.push({ name, body });
}

/** Runs every registered test, prints a line for each, and fails if one failed. */
export async function runRegistered(print: (line: string) => void): Promise<void> {
  let failed = 0;
  for (const { name, body } of registered) {
    const result = await runOne(name, body);
    failed += result.error === undefined ? 0 : 1;
    print(RESULT_PREFIX + JSON.stringify(result));
  }
  if (failed > 0) {
    throw new Error(`${failed} of ${registered.length} in-host tests failed`);
  }
}

async function runOne(name: string, body: RegisteredTest["body"]): Promise<InHostResult> {
  const start = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`not done after ${TEST_MS} ms`));
      }, TEST_MS);
    });
    await Promise.race([Promise.resolve().then(body), late]);
    return { name, ms: Date.now() - start };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { name, ms: Date.now() - start, error: text };
  } finally {
    clearTimeout(timer);
  }
}

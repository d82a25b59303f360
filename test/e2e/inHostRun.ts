/** Runs the in-host suite's bundle inside a window and gathers what it printed. */

import { HOST_PREFIX, RESULT_PREFIX, type InHostResult } from "./inHost/registry.js";
import type { Server } from "./server.js";
import { browser, remoteUri, workbenchAddress } from "./workbench.js";
import { within } from "./waiting.js";

export interface InHostOptions {
  readonly server: Server;
  readonly folder: string;
  readonly extension: string;
  /** The bundle that exports `run()`. */
  readonly tests: string;
  readonly timeoutMs?: number;
}

export interface InHostReport {
  readonly results: readonly InHostResult[];
  /** `node` or `worker`, by what the suite found. */
  readonly host?: string;
  /** Why the suite did not come to its end, if it did not. */
  readonly broken?: string;
  /** What the extension host printed. */
  readonly log: string;
}

const SUITE_MS = 180_000;

export async function runInHost(options: InHostOptions): Promise<InHostReport> {
  const results: InHostResult[] = [];
  const log: string[] = [];
  const host = (): { readonly host?: string } => {
    const line = log.find((one) => one.startsWith(HOST_PREFIX));
    return line === undefined ? {} : { host: line.slice(HOST_PREFIX.length) };
  };
  const context = await (await browser()).newContext({ viewport: { width: 1400, height: 900 } });
  try {
    const page = await context.newPage();
    let ended: (code: number) => void = () => undefined;
    const exit = new Promise<number>((resolve) => (ended = resolve));
    // The workbench of a test run calls these two functions if the page has them.
    await page.exposeFunction("codeAutomationExit", (code: number) => {
      ended(code);
    });
    await page.exposeFunction("codeAutomationLog", (_type: string, parts: unknown[]) => {
      const line = parts
        .map((part) => (typeof part === "string" ? part : JSON.stringify(part)))
        .join(" ");
      log.push(line);
      if (line.startsWith(RESULT_PREFIX)) {
        results.push(JSON.parse(line.slice(RESULT_PREFIX.length)) as InHostResult);
      }
    });
    await page.goto(
      workbenchAddress({
        ...options,
        payload: [
          ["extensionTestsPath", remoteUri(options.server, options.tests)],
          ["enableProposedApi", ""],
        ],
      }),
      { waitUntil: "domcontentloaded" },
    );
    const code = await within("the in-host suite", options.timeoutMs ?? SUITE_MS, exit);
    const failed = results.filter((result) => result.error !== undefined).length;
    const explained = code === 0 ? failed === 0 : failed > 0;
    return {
      results,
      ...host(),
      log: log.join("\n"),
      ...(explained ? {} : { broken: `the suite ended with code ${code}, ${failed} failed` }),
    };
  } catch (error) {
    return { results, ...host(), log: log.join("\n"), broken: String(error) };
  } finally {
    await context.close();
  }
}

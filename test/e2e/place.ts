/** Where the tests of a file happen: a server, a folder with the shipped traces, and windows. */

import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, afterEach, beforeEach, expect } from "vitest";
import { repository, temporaryFolder } from "./folders.js";
import { startServer, type Server } from "./server.js";
import {
  closeBrowser,
  openWorkbench,
  ourProblems,
  type Workbench,
  type WorkbenchOptions,
} from "./workbench.js";

type WindowOptions = Omit<WorkbenchOptions, "server" | "folder" | "extension">;

export interface Place {
  readonly server: Server;
  readonly folder: string;
  /** The path of a file of the folder. */
  file(name: string): string;
  /** Opens a window that closes with its test; the test fails if anything complained in it. */
  openWindow(options?: WindowOptions): Promise<Workbench>;
}

/**
 * Called once by a file of tests. Before each of them the folder is as it was shipped; after the
 * last one nothing is left.
 */
export async function startPlace(): Promise<Place> {
  const server = await startServer();
  const folder = temporaryFolder();
  const windows: Workbench[] = [];
  beforeEach(() => {
    for (const name of fs.readdirSync(folder)) {
      fs.rmSync(path.join(folder, name), { recursive: true, force: true });
    }
    fs.cpSync(path.join(repository, "traces"), folder, { recursive: true });
  });
  afterEach(async () => {
    const problems = windows.flatMap(ourProblems);
    for (const window of windows.splice(0)) await window.close();
    expect(problems).toEqual([]);
  });
  afterAll(async () => {
    await closeBrowser();
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return {
    server,
    folder,
    file: (name) => path.join(folder, name),
    openWindow: async (options = {}) => {
      const window = await openWorkbench({ server, folder, extension: repository, ...options });
      windows.push(window);
      return window;
    },
  };
}

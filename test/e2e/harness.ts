/** All that an end-to-end test needs, in one import. */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

export { runInHost, type InHostOptions, type InHostReport } from "./inHostRun.js";
export { startServer, type Server, type ServerOptions, type Settings } from "./server.js";
export { waitFor, within } from "./waiting.js";
export * from "./workbench.js";

/** The repository: the extension under test, built. */
export const repository = path.resolve(import.meta.dirname, "..", "..");

/** A copy of `source` that a test may change, by default of the shipped traces. */
export function temporaryFolder(
  source: string | undefined = path.join(repository, "traces"),
): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-folder-"));
  fs.cpSync(source, folder, { recursive: true });
  return folder;
}

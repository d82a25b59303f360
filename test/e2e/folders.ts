/** Folders that tests work in. */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** The repository: the extension under test, built. */
export const repository = path.resolve(import.meta.dirname, "..", "..");

/** A copy of the shipped traces that a test may change. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-folder-"));
  fs.cpSync(path.join(repository, "traces"), folder, { recursive: true });
  return folder;
}

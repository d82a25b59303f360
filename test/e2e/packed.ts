/** The package that users get. */

import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { repository } from "./folders.js";

/** Makes the package as `npm run package` does; its path. */
export function packExtension(): string {
  execFileSync("npm", ["run", "package"], { cwd: repository, stdio: "pipe" });
  return path.join(repository, "dist", "lockstep.vsix");
}

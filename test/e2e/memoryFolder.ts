/** The extension of test/e2e/memoryFolder, as VS Code finds one. */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository } from "./folders.js";

/** The folder that it has. */
export const MEMORY_FOLDER = "memory:/runs";

/** A new folder with the extension, which runs with and without Node. */
export function memoryFolderExtension(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-memory-"));
  const manifest = {
    publisher: "lockstep-tests",
    name: "memory-folder",
    version: "1.0.0",
    engines: { vscode: "^1.101.0" },
    main: "./extension.js",
    browser: "./extension.js",
    activationEvents: ["onFileSystem:memory"],
    capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
  };
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest, undefined, 2));
  const bundle = path.join(repository, "dist", "test", "memoryFolder.js");
  fs.copyFileSync(bundle, path.join(folder, "extension.js"));
  return folder;
}

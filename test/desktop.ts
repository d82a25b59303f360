/**
 * The in-host suite in a desktop VS Code, which @vscode/test-electron downloads: for people with a
 * network and a screen. `npm test` never runs this; it runs the same suite in a served workbench.
 *
 *   npm run test:desktop [-- VERSION]      a version of VS Code, `stable` or `insiders`
 */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runTests } from "@vscode/test-electron";

// The bundle is dist/test/desktop.js.
const repository = path.resolve(__dirname, "..", "..");

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-desktop-"));
  fs.cpSync(path.join(repository, "traces"), folder, { recursive: true });
  try {
    process.exitCode = await runTests({
      version: process.argv[2] ?? "stable",
      extensionDevelopmentPath: repository,
      extensionTestsPath: path.join(repository, "dist", "test", "inHost.js"),
      cachePath: path.join(repository, ".vscode-test"),
      launchArgs: [folder, "--disable-extensions", "--disable-workspace-trust"],
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(
    `The suite did not pass in a desktop VS Code, or VS Code could not be had: ${reason}`,
  );
  process.exitCode = 1;
});

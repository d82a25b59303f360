/** Runs the suite of test/e2e/inHost in a real extension host; each of its tests is one here. */

import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, expect, test } from "vitest";
import { closeBrowser, repository, runInHost, startServer, temporaryFolder } from "./harness.js";

const server = await startServer();
const folder = temporaryFolder();
const report = await runInHost({
  server,
  folder,
  extension: repository,
  tests: path.join(repository, "dist", "test", "inHost.js"),
});

afterAll(async () => {
  await closeBrowser();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("the in-host suite comes to its end", () => {
  expect(report.broken === undefined ? "" : `${report.broken}\n${report.log}`).toBe("");
  expect(report.results.length).toBeGreaterThan(0);
});

for (const result of report.results) {
  test(`in host: ${result.name}`, () => {
    if (result.error !== undefined) {
      throw new Error(result.error);
    }
  });
}

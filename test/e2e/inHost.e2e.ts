/** Runs the suite of test/e2e/inHost in each extension host; each of its tests is one here. */

import * as fs from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { closeBrowser, repository, runInHost, startServer, temporaryFolder } from "./harness.js";
import { hosts, hostSettings, inHostBundle, type Host } from "./hosts.js";
import type { InHostReport } from "./inHostRun.js";

const reports = new Map<Host, InHostReport>();
for (const host of hosts) reports.set(host, await runSuite(host));

afterAll(closeBrowser);

async function runSuite(host: Host): Promise<InHostReport> {
  const server = await startServer({ settings: hostSettings(host) });
  const folder = temporaryFolder();
  try {
    return await runInHost({ server, folder, extension: repository, tests: inHostBundle(host) });
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

for (const [host, report] of reports) {
  describe(`in the ${host} host`, () => {
    test("the suite comes to its end", () => {
      expect(report.broken === undefined ? "" : `${report.broken}\n${report.log}`).toBe("");
      expect(report.results.length).toBeGreaterThan(0);
    });

    test("it runs in that host and no other", () => {
      expect(report.host).toBe(host);
    });

    for (const result of report.results) {
      test(result.name, () => {
        if (result.error !== undefined) throw new Error(result.error);
      });
    }
  });
}

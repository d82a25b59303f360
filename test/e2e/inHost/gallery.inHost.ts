/** Examples that are run when they are opened. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, run, verified } from "./kit.js";
import { test } from "./registry.js";

test("a scenario of the gallery is run at a stage and opens", async () => {
  await closeAll();
  await run("openExample", "10-old-leader-returns.scenario", "12");
  const { uri, verification, length } = await verified();
  assert.match(uri, /globalStorage.*\/examples\/10-old-leader-returns-stage-12\.trace\.jsonl$/);
  assert.equal(verification.state, "verified");
  assert.ok(length > 20, `${length} events`);
  assert.equal(vscode.window.tabGroups.all.length, 1);
  await closeAll();
});
